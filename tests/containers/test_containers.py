"""deploy/docker-compose.yml, built and run for real, does what deploy/up does. Skipped, with the reason, where podman cannot
run."""
import json
import uuid

import pytest

import otk_containers as c
import otk_test as t


@pytest.fixture(scope='module')
def images():
    reason = c.why_not()
    if reason:
        pytest.skip(f'podman cannot run containers here: {reason}')
    c.build_images()


@pytest.fixture(scope='module')
def containers(images):
    containers = c.Containers()
    try:
        containers.up()
        yield containers
    finally:
        containers.down()


@pytest.fixture(scope='module')
def deployed(images):
    deployed = c.Deployed()
    try:
        deployed.up()
        yield deployed
    finally:
        deployed.down()


def test_every_part_is_confined(containers):
    for part in c.PARTS:
        told = containers.inspect(part)
        assert told['Config']['User'] in ('otklik', 'otklik-infra'), part
        assert told['HostConfig']['ReadonlyRootfs'] and told['HostConfig']['Memory'] > 0, part
        assert told['EffectiveCaps'] in (None, []), part
        assert told['HostConfig']['RestartPolicy']['Name'] == 'unless-stopped', part
        processes = c.podman('top', containers.container(part), 'huser', 'capeff').splitlines()[1:]
        assert processes and not [line for line in processes if line.split() == ['root', 'full']], processes


def test_no_secret_is_in_an_image_or_an_environment(containers):
    secrets = [path.read_text().strip() for path in containers.secrets.glob('*.password')]
    assert len(set(secrets)) == len(t.SERVICES) + 1
    told = ''.join(c.podman('inspect', containers.container(part)) for part in c.PARTS)
    told += ''.join(c.podman('inspect', f'otklik-{name}') for name in c.IMAGES)
    assert not [secret for secret in secrets if secret in told]


def card(copy, number):
    """The card as the administrator sees it."""
    return copy.call('GET', f'/intake/v1/appeals/by-number/{number}', token=copy.login('setup', copy.password()))


def submit(copy, external_id):
    """Sends the example's appeal under another outside number."""
    appeal = json.loads((t.SOURCE / 'examples/no-hot-water.json').read_text())['data']
    copy.shell(f'kcat -P -b $BROKERS -t in.appeals.v1 -k {external_id} -X partitioner=murmur2_random -H ce_specversion=1.0 '
               f'-H ce_id={uuid.uuid4()} -H ce_source=lk -H ce_type=appeal.submitted -H content-type=application/json',
               input=json.dumps({**appeal, 'external_id': external_id}, ensure_ascii=False))


def reply_to(copy, external_id):
    """(number, appeal id) that the source was told."""
    def reply():
        return next((event['data'] for event in copy.events()
                     if event['topic'] == 'otklik.appeal-replies.v1' and event['key'] == external_id), None)

    answer = t.wait_until(reply, 60, f'the reply to {external_id}')
    return answer['number'], answer['appeal_id']


def test_an_appeal_goes_the_same_way_as_with_deploy_up(containers, deployed):
    for copy in (containers, deployed):
        submit(copy, 'LK-2026-0098124')
    (number, appeal_id), (other_number, other_id) = (reply_to(copy, 'LK-2026-0098124') for copy in (containers, deployed))


    def same():
        ours, others = containers.events_of(appeal_id), deployed.events_of(other_id)
        return ours == others and len(ours) > 3

    t.wait_until(same, 60, 'both to have told the same of the appeal')
    assert number == other_number
    assert c.settled(card(containers, number)) == c.settled(card(deployed, other_number))


def test_a_service_that_was_made_anew_is_found_by_nginx(containers):
    c.podman('rm', '--force', '--time', '5', containers.container('routing'))
    containers.compose('up', '-d', 'routing')
    t.wait_until(lambda: containers.call('GET', '/routing/openapi.json')['openapi'], 60, 'nginx to have the new address')
