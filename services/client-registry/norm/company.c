#include "norm/company.h"

#include "norm/normalise.h"

#include <string.h>

#include <glib.h>

/* Longest first: a long form may contain a short one. An empty `form` is a weak word that tells nothing. */
static const struct {
    const char *written, *form;
} FORMS[] = {
    {"ФЕДЕРАЛЬНОЕ ГОСУДАРСТВЕННОЕ УНИТАРНОЕ ПРЕДПРИЯТИЕ", "ФГУП"},
    {"МУНИЦИПАЛЬНОЕ БЮДЖЕТНОЕ ДОШКОЛЬНОЕ ОБРАЗОВАТЕЛЬНОЕ УЧРЕЖДЕНИЕ", "МБДОУ"},
    {"МУНИЦИПАЛЬНОЕ БЮДЖЕТНОЕ ОБЩЕОБРАЗОВАТЕЛЬНОЕ УЧРЕЖДЕНИЕ", "МБОУ"},
    {"МУНИЦИПАЛЬНОЕ БЮДЖЕТНОЕ ОБРАЗОВАТЕЛЬНОЕ УЧРЕЖДЕНИЕ", "МБОУ"},
    {"ГОСУДАРСТВЕННОЕ БЮДЖЕТНОЕ УЧРЕЖДЕНИЕ ЗДРАВООХРАНЕНИЯ", "ГБУЗ"},
    {"ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ", "ООО"},
    {"САДОВОДЧЕСКОЕ НЕКОММЕРЧЕСКОЕ ТОВАРИЩЕСТВО", "СНТ"},
    {"КРЕСТЬЯНСКОЕ (ФЕРМЕРСКОЕ) ХОЗЯЙСТВО", "КФХ"},
    {"КРЕСТЬЯНСКОЕ ФЕРМЕРСКОЕ ХОЗЯЙСТВО", "КФХ"},
    {"НЕПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО", "АО"},
    {"ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО", "АО"},
    {"ОТКРЫТОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО", "АО"},
    {"ЗАКРЫТОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО", "АО"},
    {"ИНДИВИДУАЛЬНЫЙ ПРЕДПРИНИМАТЕЛЬ", "ИП"},
    {"МУНИЦИПАЛЬНОЕ УНИТАРНОЕ ПРЕДПРИЯТИЕ", "МУП"},
    {"ГОСУДАРСТВЕННОЕ УНИТАРНОЕ ПРЕДПРИЯТИЕ", "ГУП"},
    {"МУНИЦИПАЛЬНОЕ КАЗЕННОЕ УЧРЕЖДЕНИЕ", "МКУ"},
    {"ТОВАРИЩЕСТВО СОБСТВЕННИКОВ НЕДВИЖИМОСТИ", "ТСН"},
    {"ТОВАРИЩЕСТВО СОБСТВЕННИКОВ ЖИЛЬЯ", "ТСЖ"},
    {"ЖИЛИЩНО-СТРОИТЕЛЬНЫЙ КООПЕРАТИВ", "ЖСК"},
    {"ГАРАЖНО-СТРОИТЕЛЬНЫЙ КООПЕРАТИВ", "ГСК"},
    {"НЕКОММЕРЧЕСКАЯ ОРГАНИЗАЦИЯ", "НКО"},
    {"АКЦИОНЕРНОЕ ОБЩЕСТВО", "АО"},
    {"УПРАВЛЯЮЩАЯ КОМПАНИЯ", ""},
    {"ООО", "ООО"},
    {"ПАО", "АО"},
    {"ОАО", "АО"},
    {"ЗАО", "АО"},
    {"НАО", "АО"},
    {"АО", "АО"},
    {"ИП", "ИП"},
    {"КФХ", "КФХ"},
    {"ТСЖ", "ТСЖ"},
    {"ТСН", "ТСН"},
    {"ЖСК", "ЖСК"},
    {"ГСК", "ГСК"},
    {"СНТ", "СНТ"},
    {"ФГУП", "ФГУП"},
    {"МУП", "МУП"},
    {"ГУП", "ГУП"},
    {"МБДОУ", "МБДОУ"},
    {"МБОУ", "МБОУ"},
    {"ГБУЗ", "ГБУЗ"},
    {"МКУ", "МКУ"},
    {"НКО", "НКО"},
    {"УК", ""},
};

/* Cuts the phrase out where it stands as whole words; `text` begins and ends with a space. */
static bool cut_words(GString *text, const char *words)
{
    g_autofree char *framed = g_strconcat(" ", words, " ", NULL);
    const char *at = strstr(text->str, framed);
    if (!at)
        return false;
    g_string_erase(text, at - text->str, (gssize)strlen(framed) - 1);
    return true;
}

void company_parse(const char *raw, struct company_name *out)
{
    g_autofree char *name = normalise_name(raw);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text, " %s ", g_strdelimit(name, ",.", ' '));
    while (g_string_replace(text, "  ", " ", 0) > 0)
        ;
    const char *form = "";
    for (size_t i = 0; i < G_N_ELEMENTS(FORMS); i++)
        if (cut_words(text, FORMS[i].written) && !*form)
            form = FORMS[i].form;
    bool branch = cut_words(text, "ФИЛИАЛ");
    branch |= cut_words(text, "ОБОСОБЛЕННОЕ ПОДРАЗДЕЛЕНИЕ");
    *out = (struct company_name){g_strdup(form), g_strstrip(g_strdup(text->str)), branch};
}

void company_release(struct company_name *name)
{
    g_free(name->form);
    g_free(name->name);
    *name = (struct company_name){0};
}
