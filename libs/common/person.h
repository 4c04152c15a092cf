/* person.h: who asks, from a verified token, and the one predicate of rights. Roles are data of the service `staff`;
 * the token carries what follows from them. */
#ifndef OTKLIK_PERSON_H
#define OTKLIK_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

struct person {
    char *id; /* employee id */
    char *login;
    char *name;        /* for display: "Петров П. П." */
    char *branch;      /* home branch code */
    char *department;  /* department id */
    char **branches;   /* branch codes the person may see; NULL-terminated; {"*", NULL} = all */
    char **rights;     /* "appeal.register", ... NULL-terminated */
    char **heads;      /* ids of the departments that the person is head of; NULL-terminated */
    char **superiors;  /* employee ids of the heads above the person; NULL-terminated */
    bool confidential; /* may see confidential appeals */
    char *session;
    char *branches_literal, *heads_literal, *chain_literal; /* rights_params' own */
};

/* NULL is accepted. */
void person_free(struct person *person);
/* True when the right is among the person's; nobody (NULL) has none. */
bool person_may(const struct person *person, const char *right);
/* True for the branches of the token; "*" there means all. */
bool person_sees_branch(const struct person *person, const char *branch);

/* What rights are asked about. Empty members match nobody. */
struct subject {
    const char *branch;
    const char *department; /* that works on it now */
    const char *holder;     /* employee id that holds it */
    const json_t *held_by;  /* ids of employees that hold or held a stage of it */
    bool confidential;
    const json_t *excluded; /* ids of employees it is about: hidden from them and from all below them */
};

/* The check of one object: (branch seen OR holds or held a stage OR same department) AND NOT confidential without the
 * right (unless holder or head of the department that works on it) AND neither the person nor a head above him is
 * excluded. */
bool person_may_see(const struct person *person, const struct subject *subject);
/* The last part alone: the person or a head above him is among the ids. */
bool person_excluded(const struct person *person, const json_t *excluded);
/* The ids of the person and of the heads above him; the caller owns the list. */
json_t *person_chain(const struct person *person);
/* The check as an SQL condition for lists, for WHERE: the text uses the columns branch, department, holder, held_by
 * (uuid[]), confidential, excluded (uuid[]) of alias `t` and parameters $n.. in order (branches text[], department
 * uuid, person uuid, confidential boolean, headed departments uuid[], person and heads above uuid[]), n =
 * first_parameter. Static text for first_parameter 1..4. */
#define RIGHTS_PARAMETERS 6
const char *rights_sql(int first_parameter);
/* Fills the RIGHTS_PARAMETERS parameters; strings are borrowed from the person, the array literals are kept in it. */
void rights_params(struct person *person, const char *out[RIGHTS_PARAMETERS]);

#endif
