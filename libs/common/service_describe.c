#include "service_describe.h"

json_t *service_describe_routes(const struct route *routes)
{
    json_t *list = json_array();

    for (const struct route *route = routes; route && route->path; route++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s?, s:s?, s:i, s:s?, s:s?}", "method", route->method,
                                              "path", route->path, "right", route->right, "summary", route->summary,
                                              "flags", (int)route->flags, "body_schema", route->body_schema,
                                              "answer_schema", route->answer_schema));
    return list;
}

static json_t *consumed(const struct subscription *subscriptions)
{
    json_t *list = json_array();

    for (; subscriptions && subscriptions->topic; subscriptions++) {
        const char *type = subscriptions->type    ? subscriptions->type
                           : subscriptions->event ? subscriptions->event->name
                                                  : NULL;
        json_array_append_new(list, json_pack("{s:s, s:s?}", "topic", subscriptions->topic, "type", type));
    }
    return list;
}

static json_t *emitted(const struct event_type *const *types)
{
    json_t *list = json_array();

    for (; types && *types; types++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "topic", (*types)->topic, "type", (*types)->name));
    return list;
}

json_t *service_describe_events(const struct service *service)
{
    return json_pack("{s:s, s:o, s:o}", "service", service->name, "consumes", consumed(service->subscriptions), "emits",
                     emitted(service->emits));
}
