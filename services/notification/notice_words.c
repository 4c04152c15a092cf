#include "notice_words.h"

#include <string.h>

#include <glib.h>

/* {n} is the appeal's number, {t} the threshold, {d} the detail. */
static const struct words {
    const char *event, *title_ru, *title_en, *action_ru, *action_en;
} table[] = {
    {"sla.approaching", "Подходит срок по обращению{n} ({t})", "A deadline is near{n} ({t})",
     "Завершите этап или попросите руководителя о помощи", "Complete the stage or ask your head for help"},
    {"sla.reached", "Истёк срок по обращению{n}", "The deadline has passed{n}",
     "Завершите этап сейчас; если это невозможно, передайте его другому исполнителю",
     "Complete the stage now; if that is impossible, hand it to somebody else"},
    {"sla.escalated", "Срок истёк, нужен руководитель: обращение{n} (уровень {t})",
     "Overdue, a manager is needed{n} (level {t})", "Назначьте исполнителя или возьмите обращение под свой контроль",
     "Assign somebody or take the appeal into your hands"},
    {"stage.assigned", "Вам назначено обращение{n}", "An appeal was assigned to you{n}",
     "Откройте карточку и начните этап", "Open the card and begin the stage"},
    {"route.failed", "Маршрут не построен{n}: {d}", "No route could be made{n}: {d}",
     "Привяжите роль к подразделению, маршрут построится сам",
     "Bind the role to a department; the route follows by itself"},
    {"delivery.failed", "Ответ не доставлен{n}: {d}", "The answer was not delivered{n}: {d}",
     "Откройте задания на отправку: нужен другой способ", "Open the delivery tasks: another way is needed"},
    {"delivery.unknown", "Неизвестно, ушёл ли ответ{n}: {d}", "Nobody knows whether the answer went{n}: {d}",
     "Спросите клиента или посмотрите журнал почтового сервера, затем закройте задание или отправьте снова",
     "Ask the client or look into the mail server's log, then close the task or send again"},
};

static const struct words *words_of(const struct notice *notice)
{
    static const struct words other = {"", "{d}{n}", "{d}{n}", "", ""};

    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].event, notice->event) == 0)
            return &table[i];
    return &other;
}

static bool is_english(const char *language)
{
    return language && strcmp(language, "en") == 0;
}

static void replace(GString *text, const char *place, const char *value)
{
    g_string_replace(text, place, value ? value : "", 0);
}

char *notice_title(const struct notice *notice, const char *language)
{
    const struct words *words = words_of(notice);
    GString *text = g_string_new(is_english(language) ? words->title_en : words->title_ru);
    const char *sign = is_english(language) ? " No. " : " № ";
    g_autofree char *number = notice->number ? g_strconcat(sign, notice->number, NULL) : NULL;

    replace(text, "{t}", notice->threshold);
    replace(text, "{n}", number);
    replace(text, "{d}", notice->detail);
    return g_string_free(text, FALSE);
}

const char *notice_action(const struct notice *notice, const char *language)
{
    const struct words *words = words_of(notice);
    return is_english(language) ? words->action_en : words->action_ru;
}
