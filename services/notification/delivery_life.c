#include "delivery_life.h"

#include <string.h>

const struct delivery_row delivery_life[] = {
    {"planned", DELIVERY_CLAIM, "sending", "the letter is about to go to the mail server"},
    {"planned", DELIVERY_ACCEPTED, "sent", "the answer can be fetched"},
    {"planned", DELIVERY_REFUSED, "failed", "this way cannot work"},
    {"planned", DELIVERY_CANCEL, "cancelled", "the appeal ended before it was sent"},
    {"sending", DELIVERY_ACCEPTED, "sent", "the mail server took the letter"},
    {"sending", DELIVERY_LATER, "planned", "the mail server did not take it yet"},
    {"sending", DELIVERY_REFUSED, "failed", "the mail server refused the letter for good"},
    {"sending", DELIVERY_LOST, "unknown", "the connection or the service broke while the server had the letter"},
    {"sending", DELIVERY_CANCEL, "cancelled", "the appeal ended and the letter had not gone"},
    {"unknown", DELIVERY_ACCEPTED, "sent", "it did go: the server's word or a person's proof"},
    {"unknown", DELIVERY_REFUSED, "failed", "a person saw that it did not go"},
    {"unknown", DELIVERY_RESEND, "planned", "a person decided to send it again"},
    {"unknown", DELIVERY_CANCEL, "cancelled", "the appeal ended"},
    {"task", DELIVERY_ACCEPTED, "sent", "a person did it and entered the proof"},
    {"task", DELIVERY_REFUSED, "failed", "a person could not do it"},
    {"task", DELIVERY_CANCEL, "cancelled", "the appeal ended before it was done"},
    {"sent", DELIVERY_CONFIRM, "delivered", "the client has it"},
};
const size_t delivery_life_count = sizeof delivery_life / sizeof delivery_life[0];

const char *delivery_next(const char *state, enum delivery_event event)
{
    for (size_t i = 0; i < delivery_life_count; i++)
        if (delivery_life[i].event == event && strcmp(delivery_life[i].from, state) == 0)
            return delivery_life[i].to;
    return NULL;
}
