-- Whom an appeal is about: neither they nor anybody below them sees it.
ALTER TABLE appeal ADD COLUMN excluded uuid[] NOT NULL DEFAULT '{}';

-- Employees, to find who a complaint names: the first words of their names without endings (about.h).
CREATE TABLE employee (
    id      uuid   PRIMARY KEY,
    version bigint NOT NULL,
    tab_no  text   NOT NULL,
    surname text   NOT NULL,
    first   text
);
CREATE INDEX employee_tab_no ON employee (tab_no);
CREATE INDEX employee_surname ON employee (surname);
