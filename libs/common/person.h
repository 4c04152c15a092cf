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
    bool confidential; /* may see confidential appeals */
    char *session;
    char *branches_literal; /* rights_params' own */
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
    const char *department;     /* that works on it now */
    const char *holder;         /* employee id that holds it */
    const char *const *held_by; /* employees that hold or held a stage of it; NULL-terminated; may be NULL */
    bool confidential;
};

/* The check of one object: (branch seen OR holds or held a stage OR same department) AND NOT confidential without the
 * right (unless holder). */
bool person_may_see(const struct person *person, const struct subject *subject);
/* The same as an SQL condition for lists, for WHERE: the text uses the columns branch, department, holder, held_by
 * (uuid[]), confidential of alias `t` and parameters $n.. in order (branches text[], department uuid, person uuid,
 * confidential boolean), n = first_parameter. Static text for first_parameter 1..4. */
#define RIGHTS_PARAMETERS 4
const char *rights_sql(int first_parameter);
/* Fills the RIGHTS_PARAMETERS parameters; strings are borrowed from the person, the array literal is kept in it. */
void rights_params(struct person *person, const char *out[RIGHTS_PARAMETERS]);

#endif
