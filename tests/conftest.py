"""Fixtures of the component and system tests, and programs named `run` as tests."""
import os
import subprocess

import pytest

import otk_company
import otk_contracts
import otk_front
import otk_suite
import otk_test
import otk_world


@pytest.fixture(scope='session')
def issuer():
    """Signs tokens that services under test accept (their token.jwks_url is issuer.url)."""
    issuer = otk_test.Issuer()
    yield issuer
    issuer.close()


@pytest.fixture(scope='module')
def database():
    """A database of this test file alone."""
    with otk_test.fresh_database() as database:
        yield database


@pytest.fixture(scope='module')
def bus():
    """Every topic of the table, empty, for this test file alone: offsets begin anew with each database. What services wrote
    there meanwhile is held against its schemas at the end, also what no test looked at."""
    otk_test.reset_bus()
    yield
    otk_test.read_bus()
    problems, otk_contracts.PROBLEMS[:] = list(dict.fromkeys(otk_contracts.PROBLEMS)), []
    assert not problems, '\n'.join(problems)


@pytest.fixture(scope='module')
def mail():
    """A running mail server with empty mailboxes; mail.stop() and mail.start() are allowed."""
    mail = otk_test.Mail().start()
    yield mail
    mail.stop()


@pytest.fixture(scope='module')
def service(database, bus, issuer):
    """service('intake', key__name=value): a started service of this test file, stopped at its end."""
    started = []

    def start(name, **options):
        started.append(otk_test.Service(name, database, **{'jwks_url': issuer.url, **options}).start())
        return started[-1]

    yield start
    for one in reversed(started):
        one.stop()


@pytest.fixture(scope='session')
def suite():
    """Every service at once with an empty database, bus and mailboxes, for all system tests."""
    otk_test.reset_topics()
    otk_company.put_secrets()
    mail = otk_test.Mail().start()
    with otk_test.fresh_database() as database:
        suite = otk_suite.Suite(database, mail)
        suite.otk('topics', 'apply')
        try:
            yield suite.start()
        finally:
            suite.stop()
            mail.stop()


@pytest.fixture(scope='session')
def front(suite):
    """nginx before the suite."""
    front = otk_front.Front().start()
    yield front
    front.stop()


@pytest.fixture(scope='session')
def company(suite, front, tmp_path_factory):
    """The demo company, its clients and appeals, as far as its persons have brought them."""
    return otk_company.Company(suite, front, tmp_path_factory.mktemp('company')).load().play()


@pytest.fixture(scope='session')
def world(company):
    """Persons of every role in two branches, and an object for every parameter of a path."""
    return otk_world.World(company)


@pytest.fixture(scope='session')
def everything(world):
    """Somebody with every right in every branch."""
    return world.hire_everything()


@pytest.fixture(autouse=True)
def contracts():
    """A test during which an answer or an event did not fit its schema fails."""
    yield
    problems, otk_contracts.PROBLEMS[:] = list(dict.fromkeys(otk_contracts.PROBLEMS)), []
    assert not problems, '\n'.join(problems)


def pytest_terminal_summary(terminalreporter):
    """Tells the schemas that a whole run of the component tests has never exercised; there must be none."""
    if not whole_component_run(terminalreporter.config):
        return
    never, excused = otk_contracts.never_seen()
    for name in never:
        terminalreporter.write_line(f'FAILED proto-schemas/{name}.json was never exercised (tests/contracts/not-exercised.txt)')
    if excused:
        terminalreporter.write_line(f'exercised now, so no excuse is needed: {", ".join(excused)}')


def pytest_sessionfinish(session):
    if whole_component_run(session.config) and session.exitstatus == 0 and otk_contracts.never_seen()[0]:
        session.exitstatus = 1


def whole_component_run(config):
    paths = {os.path.basename(argument) for argument in config.args}
    return paths == {'component'} and not config.option.keyword


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows the last lines of the log of every service that it had."""
    report = (yield).get_result()
    if report.failed:
        for log in sorted(otk_test.LOGS.glob('*.log')):
            if log.stem in otk_test.SERVICES:
                lines = log.read_text(errors='replace').splitlines()[-15:]
                report.sections.append((f'last lines of {log}', '\n'.join(lines)))


class Program(pytest.Item):
    """An executable named `run`: exit status 0 passes, 77 skips."""

    def runtest(self):
        done = subprocess.run([str(self.path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode == 77:
            pytest.skip(done.stdout.strip() or 'not here')
        assert done.returncode == 0, f'exit {done.returncode}\n{done.stdout}'

    def reportinfo(self):
        return self.path, 0, self.name


class ProgramFile(pytest.File):
    def collect(self):
        yield Program.from_parent(self, name=self.path.parent.name)


def pytest_collect_file(file_path, parent):
    if file_path.name == 'run' and os.access(file_path, os.X_OK) and file_path.parent.parent.name in ('component', 'system'):
        return ProgramFile.from_parent(parent, path=file_path)
    return None
