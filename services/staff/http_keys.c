#include "staff.h"

/* Every service fetches it; an unknown key makes it ask again. */
enum status http_keys(struct work *w, struct request *rq, struct answer *out)
{
    const struct staff *app = work_app(w);

    (void)rq;
    return answer_json_take(out, 200, keys_public(app->keys));
}

enum status http_keys_rotate(struct work *w, struct request *rq, struct answer *out)
{
    const struct staff *app = work_app(w);

    if (keys_rotate(app->keys, work_now(w)) != ST_OK)
        return answer_problem(out, 507, "storage_failed", NULL);
    audit_say(w, rq, "signing_key.rotated", "signing_key", NULL, "done", NULL);
    return ST_OK;
}
