/* commands.h: what all commands on stages begin with: the locked case, the stage, and the right to it. */
#ifndef OTKLIK_COMMANDS_H
#define OTKLIK_COMMANDS_H

#include "routing.h"

struct command {
    struct case_file *c;
    struct stage *stage;
    struct actor by;
};

/* Finds stage and case of the path's {id}; the case is locked first. ST_NOT_FOUND: no such stage, or not for this
 * person; ST_CONFLICT: If-Match names another version. */
enum status MUST_CHECK command_begin(struct work *w, struct request *rq, struct answer *out,
                                     struct command *out_command);
/* The same for an answer's {id}. */
enum status MUST_CHECK command_begin_response(struct work *w, struct request *rq, struct answer *out,
                                              struct command *out_command, struct response **out_response);
/* True for the head of the stage's department, or a person with the right stage.assign who sees the branch. */
bool command_by_head(struct work *w, const struct request *rq, const struct stage *stage);
/* The stage as JSON, with its version as ETag. */
enum status command_answer(struct answer *out, const struct command *command);
bool case_visible(const struct case_file *c, const struct person *person);

#endif
