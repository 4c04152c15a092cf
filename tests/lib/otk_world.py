"""Something of everything in the demo company: one object for each parameter of a path, in one branch (OWN), and persons of every
role in that branch and in another (OTHER). What a request of a route needs is in otk_requests.py."""
import json
import threading
import time
import uuid

import otk_company
import otk_test as t

OWN, OTHER = 'SVE', 'PNZ'
# The demo's appeals that have come furthest: two answered ones, two whose stage is held, one whose answer waits for its signature.
ANSWERED, ANSWERED_SECRET = 'REC-X-001', 'MET-X-001'
HELD, HELD_SECRET = 'work', 'check'
# A message that no service can read, so that each has a dead letter: (topic, type).
UNREADABLE = [('otklik.intake.v1', 'appeal.received'), ('otklik.intake.v1', 'appeal.cancelled'), ('otklik.routing.v1', 'stage.queued'),
              ('otklik.audit.v1', 'audit.recorded')]
TOKEN_LIFE_S = 200


class Person:
    """Signed in; the token is renewed before it ends."""

    def __init__(self, world, login, role=None):
        self.world, self.login, self.role = world, login, role
        self._token, self._since, self._lock = None, float('-inf'), threading.Lock()

    @property
    def token(self):
        with self._lock:
            if time.monotonic() - self._since > TOKEN_LIFE_S:
                self._token, self._since = self.world.company.sign_in(self.login), time.monotonic()
            return self._token

    def api(self, service):
        return self.world.suite.api(service, self.token)


class World:
    """Needs a company that was played."""

    def __init__(self, company):
        self.company, self.suite, self.database = company, company.suite, company.database
        self.administrator = Person(self, otk_company.LOGIN)
        self.objects = {'secret': {}, 'own': {}}
        self._find_work()
        self.people = {(role['code'], where): self._hire(role, where) for role in otk_company.roles() for where in (OWN, OTHER)}
        self._add_documents()
        self._add_settings()
        self._hide()
        self._spoil()

    def _one(self, sql, **variables):
        row = self.database.one(sql, **variables)
        assert row, sql
        return row

    def _find_work(self):
        own, secret = self.objects['own'], self.objects['secret']
        for into, kind, action in ((own, ANSWERED, HELD), (secret, ANSWERED_SECRET, HELD_SECRET)):
            appeal = self._one("SELECT id, number FROM intake.appeal WHERE branch = :'branch' AND state = 'ANSWERED' AND type_code = :'kind'",
                               branch=OWN, kind=kind)
            stage = self._one("SELECT id, appeal_id, version, department FROM routing.stage WHERE branch = :'branch' "
                              "AND state = 'ASSIGNED' AND action = :'action'", branch=OWN, action=action)
            into.update(appeal=appeal['id'], number=appeal['number'], stage=stage['id'], stage_version=stage['version'],
                        stage_department=stage['department'], case=stage['appeal_id'])
            into['response'] = self._one("SELECT id FROM notification.response WHERE appeal_id = :'id'", id=appeal['id'])['id']
            into['delivery'] = self._one("SELECT id FROM notification.delivery WHERE response_id = :'id' AND channel = 'email'",
                                         id=into['response'])['id']
            self.database.psql("UPDATE notification.delivery SET state = 'unknown' WHERE id = :'id'", id=into['delivery'])
        own['draft'] = self._one("SELECT id FROM routing.response WHERE state = 'DRAFT'")['id']
        client = self._one("SELECT id, display_name FROM client_registry.client WHERE branch = :'branch' AND kind = 'FL' LIMIT 1", branch=OWN)
        own.update(client=client['id'], client_name=client['display_name'])
        own['folder'] = self._one("SELECT id FROM archive.folder WHERE client_id = :'id' LIMIT 1", id=own['client'])['id']

    def _department(self, where):
        """The code of one whose people may act: at home the one that works on the stage."""
        if where == OWN:
            return self._one("SELECT code FROM staff.department WHERE id = :'id'", id=self.objects['own']['stage_department'])['code']
        return self._one("SELECT min(code) AS code FROM staff.department WHERE branch = :'branch'", branch=where)['code']

    def _hire(self, role, where):
        login = f"{role['code']}.{where}".lower().replace('_', '-')
        staff = self.administrator.api('staff')
        made = staff.put(f'/v1/employees/{login}', {'tab_no': login, 'last': 'Проверкин', 'first': 'Пётр', 'branch': where,
                                                   'department': self._department(where), 'login': login, 'roles': [role['code']]})
        assert made.status == 201, made
        assert staff.put(f'/v1/employees/{login}/password', {'password': otk_company.PASSWORD}, limit_s=60).status in (200, 204)
        return Person(self, login, role)

    def hire_everything(self):
        """Somebody with every right in every branch, beside the company's own roles."""
        rights = sorted({right for role in otk_company.roles() for right in role['rights']} |
                        {right['code'] for right in self._rights()})
        role = {'code': 'everything', 'ru': 'Все права', 'scope': 'all', 'confidential': True, 'rights': rights}
        assert self.administrator.api('staff').put('/v1/roles/everything', role).status == 201
        return self._hire(role, OWN)

    @staticmethod
    def _rights():
        return json.loads((t.SOURCE / 'deploy/company/rights.json').read_text(encoding='utf-8'))['rights']

    def _made(self, answer):
        assert answer.status in (200, 201, 202), answer
        return answer.json

    def _add_documents(self):
        """A document of each appeal, an upload, a letter and a report; each belongs to somebody."""
        archive = self.people['front_office', OWN].api('archive')
        for objects in self.objects.values():
            claim = self._made(upload(archive))
            objects['document'] = self._made(archive.post('/v1/documents', {'claim_id': claim['id'], 'appeal_id': objects['appeal']}))['id']
        own = self.objects['own']
        own['claim'] = self._made(upload(archive))['id']
        letter = {'direction': 'in', 'branch': OWN, 'correspondent': 'АО «Пример»', 'subject': 'О тарифах'}
        own['letter'] = self._made(self.people['clerk', OWN].api('archive').post('/v1/letters', letter))['id']
        order = {'code': 'appeals-effectiveness', 'params': {'from': '2026-01-01', 'to': '2026-12-31'}}
        own['report'] = self._made(self.people['head', OWN].api('reporting').post('/v1/reports', order))['id']

    def _add_settings(self):
        own = self.objects['own']
        own['session'] = self._one("SELECT id FROM staff.session LIMIT 1")['id']
        own['notice'] = self._one("SELECT id FROM notification.notice LIMIT 1")['id']

    def new_absence(self):
        """One that a request may delete."""
        body = {'tab_no': f'clerk.{OWN}'.lower(), 'kind': 'trip', 'starts_on': '2027-03-01', 'ends_on': '2027-03-02'}
        return self._made(self.administrator.api('staff').post('/v1/absences', body))['id']

    def _hide(self):
        """Some types of appeal are confidential; of those the demo answers none."""
        secret = self.objects['secret']
        for table, column, name in (('intake.appeal', 'id', 'appeal'), ('archive.appeal', 'id', 'appeal'), ('sla_timer.appeal', 'id', 'appeal'), ('routing.case_file', 'id', 'case'),
                                    ('routing.stage', 'appeal_id', 'case'), ('notification.response', 'appeal_id', 'appeal'),
                                    ('notification.delivery', 'appeal_id', 'appeal')):
            self.database.psql(f"UPDATE {table} SET confidential = true WHERE {column} = :'id'", id=secret[name])

    def _spoil(self):
        for topic, kind in UNREADABLE:
            t.produce(topic, '{', key=str(uuid.uuid4()), headers=t.cloud_event(kind, 'tests'))
        for name in self.suite.services:
            schema = name.replace('-', '_')
            found = t.wait_until(lambda: self.database.rows(f'SELECT id FROM {schema}.dead_letter ORDER BY id DESC LIMIT 1'), 20,
                                 f'a dead letter of {name}')
            self.objects['own'][f'dead_letter:{name}'] = found[0]['id']


def form_of(name):
    """A file of the demo as a form with the boundary B."""
    head = f'--B\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
    return head.encode() + (t.SOURCE / 'deploy/demo/files' / name).read_bytes() + b'\r\n--B--\r\n'


def upload(archive):
    """A PDF as a claim."""
    return archive.post('/v1/claims', form_of('plan.pdf'), headers={'Content-Type': 'multipart/form-data; boundary=B'})
