-- A sign-in asks which departments the person is head of.
CREATE INDEX department_head ON department (head) WHERE head IS NOT NULL;
