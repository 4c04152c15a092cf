"""What an operator may rely on, of every service alike."""
import json

import otk_test as t


def test_every_service_is_healthy_and_counts(suite):
    for name in suite.services:
        api = suite.api(name)
        assert api.get('/healthz').status == 200, name
        assert api.get('/readyz').status == 200, name
        metrics = api.get('/metrics')
        assert metrics.status == 200 and b'\n# TYPE ' in metrics.body, name


def test_every_service_serves_its_openapi(suite):
    for name in suite.services:
        answer = suite.api(name).get('/openapi.json')
        assert answer.status == 200 and answer.json['openapi'].startswith('3.1'), name


def test_topics_are_as_the_table_says(suite):
    suite.otk('topics', 'check')
    wanted = {row['name'] for row in json.loads((t.SOURCE / 'proto-schemas/topics.json').read_text())['topics']}
    assert wanted <= set(t.partition_counts())


def test_an_unknown_configuration_key_is_refused(suite, tmp_path):
    for name in suite.services:
        config = tmp_path / 'wrong.yaml'
        config.write_text(suite.services[name].config.read_text() + 'no.such.key: 1\n')
        try:
            t.run([t.BIN / f'otklik-{name}', '--config', config, '--check'])
        except AssertionError as refusal:
            assert 'no.such.key' in str(refusal)
        else:
            raise AssertionError(f'{name} took an unknown key')


def test_a_killed_service_comes_back(suite):
    for service in suite.services.values():
        service.kill()
        service.launch()
        t.wait_until(service.ready, 30, f'{service.name} to be ready again', alive=[service])
