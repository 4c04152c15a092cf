"""A request for every route that is right in itself, so that only rights and the state of things decide about it. A route that
nothing here knows how to ask is an error: add what its path or its body needs."""
import functools
import json
import subprocess
import urllib.parse

import otk_test as t
import otk_world

CHANGES, UPLOAD = 16, 4
# Which object (otk_world.World.objects) a parameter names: (service, what stands before it in the path).
OBJECTS = {
    ('intake', 'appeals'): 'appeal', ('intake', 'by-number'): 'number', ('sla-timer', 'appeals'): 'appeal',
    ('routing', 'appeals'): 'case', ('routing', 'stages'): 'stage', ('routing', 'responses'): 'draft',
    ('client-registry', 'clients'): 'client', ('archive', 'clients'): 'client', ('archive', 'folders'): 'folder',
    ('archive', 'claims'): 'claim', ('archive', 'documents'): 'document', ('archive', 'appeals'): 'appeal', ('archive', 'letters'): 'letter',
    ('notification', 'responses'): 'response', ('notification', 'appeals'): 'appeal', ('notification', 'deliveries'): 'delivery',
    ('notification', 'tasks'): 'delivery', ('notification', 'notices'): 'notice', ('reporting', 'reports'): 'report',
    ('staff', 'sessions'): 'session',
}
# Settings are put as they stand, so that nothing changes: (file of deploy/company, list in it, member that the path names).
SETTINGS = {
    ('staff', 'branches'): ('branches', 'branches', 'code'), ('staff', 'departments'): ('departments', 'departments', 'code'),
    ('staff', 'roles'): ('roles', 'roles', 'code'), ('staff', 'rights'): ('rights', 'rights', 'code'),
    ('staff', 'employees'): ('employees', 'employees', 'tab_no'), ('intake', 'sources'): ('sources', 'sources', 'name'),
    ('sla-timer', 'rules'): ('sla_rules', 'rules', 'code'), ('sla-timer', 'calendars'): ('calendars', 'calendars', 'code'),
    ('routing', 'templates'): ('templates', 'templates', 'code'), ('notification', 'layouts'): ('templates', 'templates', 'code'),
    ('archive', 'FL'): ('folder_templates', 'folder_templates', 'code'), ('routing', 'departments'): ('departments', 'departments', 'code'),
    ('intake', 'types'): ('types/REC-X-001', None, 'code'),
}
WORDS = {'staff {kind}': 'rights', 'archive {kind}': 'FL', 'routing {kind}': 'mine', 'intake {name}': 'fields'}
QUERIES = {('reporting', '/v1/figures'): {'from': '2026-01-01', 'to': '2026-12-31'}}
# What a list must show to whoever may see it: (service, path): object.
SHOWN = {
    ('intake', '/v1/appeals/search'): 'appeal', ('client-registry', '/v1/clients/search'): 'client', ('archive', '/v1/letters'): 'letter',
    ('notification', '/v1/tasks'): 'delivery', ('reporting', '/v1/reports'): 'report', ('archive', '/v1/clients/{id}/folders'): 'folder',
    ('archive', '/v1/appeals/{id}/documents'): 'document',
}


@functools.lru_cache(None)
def company(name):
    return json.loads((t.SOURCE / f'deploy/company/{name}.json').read_text(encoding='utf-8'))


@functools.lru_cache(None)
def routes(service):
    """The service's own table."""
    return json.loads(subprocess.run([t.BIN / f'otklik-{service}', '--routes'], check=True, capture_output=True, text=True).stdout)


class Request:
    """One request of a route: path (with its parameters), body, headers; `shows` is an id that the answer of a list must hold."""

    def __init__(self, world, service, route, variant='own'):
        self.world, self.service, self.route = world, service, route
        self.objects = world.objects[variant]
        self.setting = None
        self.parameters = {}
        self.path = self._path()
        query = QUERIES.get((service, route['path']))
        if query:
            self.path += '?' + urllib.parse.urlencode(query)
        self.headers = {'If-Match': '"0"'} if route['flags'] & CHANGES else {}
        if '/stages/' in self.path and route['flags'] & CHANGES:
            self.headers['If-Match'] = f'"{self.objects["stage_version"]}"'
        self.body = self._body()
        self.shows = self.objects.get(SHOWN.get((service, route['path'])))

    def _path(self):
        parts = []
        for part in self.route['path'].split('/'):
            if part.startswith('{'):
                self.parameters[part.strip('{}')] = part = str(self._value(part, parts[-1]))
            parts.append(part)
        return '/'.join(parts)

    def _value(self, part, before):
        if before == 'dead-letters':
            return self.objects[f'dead_letter:{self.service}']
        if before == 'absences':
            return self.world.new_absence()
        if (self.service, before) in OBJECTS:
            return self.objects[OBJECTS[self.service, before]]
        if (self.service, before) in SETTINGS:
            file, items, name = SETTINGS[self.service, before]
            self.setting = company(file)[items][0] if items else company(file)
            return self.setting[name]
        return WORDS[f'{self.service} {part}']

    def _body(self):
        schema = self.route['body_schema']
        if self.route['flags'] & UPLOAD:
            self.headers['Content-Type'] = 'multipart/form-data; boundary=B'
            return otk_world.form_of('plan.pdf')
        if not schema:
            return None
        if schema in BODIES:
            made = BODIES[schema]
            return made(self) if callable(made) else made
        if self.setting:
            return self.setting
        return json.loads((t.SOURCE / f'proto-schemas/http/{schema}.json').read_text(encoding='utf-8'))['examples'][0]

    def send(self, api):
        """By this API; 4xx is an answer, too."""
        return api.call(self.route['method'], self.path, self.body, headers=self.headers, limit_s=30)


BODIES = {
    'sign_in': {'login': 'nobody-of-this-name', 'password': 'not a password of anybody'},
    'bootstrap': {'secret': 'not the secret of this machine', 'login': 'root', 'password': 'not a password of anybody'},
    'password_change': {'old': 'not the present password', 'new': 'five very long words together'},
    'password': {'password': 'five very long words together'},
    'dictionary': lambda request: company('fields'),
    'labels': lambda request: company('dictionaries'),
    'binding': lambda request: company('bindings')['bindings'][0],
    'responsible': lambda request: {'responsible': request.setting.get('responsible', [])},
    'employee_search': {'text': 'Проверкин'},
    'absence': {'tab_no': 'clerk.sve', 'kind': 'trip', 'starts_on': '2027-04-01', 'ends_on': '2027-04-02'},
    'journal_filter': {'limit': 200},
    'appeal_form': {'branch': otk_world.OWN, 'text': 'Нет горячей воды'},
    'client': lambda request: {'kind': 'FL', 'branch': otk_world.OWN, 'last': 'Новиков', 'first': 'Иван'},
    'client_search': lambda request: {'q': request.objects['client_name'], 'limit': 100},
    'document_form': lambda request: {'claim_id': '01938b7e-5a10-7000-8000-000000000001', 'appeal_id': request.objects['appeal']},
    'letter_form': {'direction': 'in', 'branch': otk_world.OWN, 'correspondent': 'АО «Пример»'},
    'letter_appeal': {'client_kind': 'FL', 'text': 'Нет горячей воды'},
    'delivery_confirm': {'proof': 'получено'},
    'delivery_done': {'proof_kind': 'mail_log', 'proof': '250 2.0.0 Ok'},
    'report_order': {'code': 'appeals-effectiveness', 'params': {'from': '2026-01-01', 'to': '2026-01-31'}},
    'sla_computation': {'branch': otk_world.OWN, 'starts': {'registered': '2026-04-03'}},
    'dead_letter_retry': {},
}
