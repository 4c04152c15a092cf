/* fio.h: a person's name: family name, first name, patronymic, however it was typed. Parts are normalised for comparing
 * (normalise.h), never shown. */
#ifndef OTKLIK_FIO_H
#define OTKLIK_FIO_H

#include <stdbool.h>

struct fio {
    char *last, *first, *middle; /* owned, never NULL after fio_parse or fio_set; "" = not said */
    char *former;                /* "Иванова (Сидорова)": the name in brackets; "" if none */
    bool stub;                   /* "Квартира 45", "Собственник", "н/д": no person's name */
    bool several;                /* two persons in one field */
};

/* Reads one text in any usual order: "Иванов Иван Иванович", "А.С. Пушкин", "ИВАНОВ И.И.", "Мария Иванова". */
void fio_parse(const char *text, struct fio *out);
/* Takes the three fields of a form; all in the first one is read like fio_parse. NULL reads as "". */
void fio_set(const char *last, const char *first, const char *middle, struct fio *out);
void fio_release(struct fio *fio);
#define auto_fio __attribute__((cleanup(fio_release))) struct fio

/* True when the first name is written out: only then two equal names may be one person's. */
bool fio_is_full(const struct fio *fio);
/* "ИВАНОВ|ИВАН|ИВАНОВИЧ" with the spellings of one name made one; NULL unless the name is full and no stub. Callers
 * free the keys. */
char *fio_full_key(const struct fio *fio);
/* "ИВАНОВ|И|И"; NULL for stubs and names without a first letter. */
char *fio_initials_key(const struct fio *fio);
/* The family name as it sounds: vowels reduced, voiced consonants voiceless at the end, doubled letters once. */
char *fio_sound_key(const char *last);
/* True when both are the same word up to ъ, ь and и before a vowel; hyphen or space in double names. */
bool fio_same_last(const struct fio *a, const struct fio *b);
/* True when the first names and patronymics do not contradict each other: equal, an initial of the other or not said.
 */
bool fio_compatible_given(const struct fio *a, const struct fio *b);

#endif
