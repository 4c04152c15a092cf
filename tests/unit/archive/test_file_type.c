#include "file_type.h"
#include "unit.h"

#include <glib.h>

#define HEAD(text) text, sizeof(text) - 1

static void a_file_is_known_by_its_first_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        size_t size;
        const char *mime;
    } cases[] = {
        {HEAD("%PDF-1.7\n"), "application/pdf"},
        {HEAD("\x89PNG\r\n\x1a\n...."), "image/png"},
        {HEAD("\xff\xd8\xff\xe0"), "image/jpeg"},
        {HEAD("II*\0data"), "image/tiff"},
        {HEAD("RIFF\1\2\3\4WEBPVP8"), "image/webp"},
        {HEAD("\0\0\0\x18"
              "ftypheic"),
         "image/heic"},
        {HEAD("\0\0\0\x18"
              "ftypisom"),
         "video/mp4"},
        {HEAD("PK\x03\x04"), "application/zip"},
        {HEAD("Текст обращения\r\n"), "text/plain"},
        {HEAD("<?xml version=\"1.0\"?><a/>"), "text/plain"},
        {HEAD("\x30\x82\x01"), "application/pkcs7-signature"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_string_equal(file_type_detect(cases[i].head, cases[i].size), cases[i].mime);
}

static void programs_pages_and_the_unknown_are_not_taken(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        size_t size;
    } cases[] = {
        {HEAD("MZ\x90\0")},
        {HEAD("\x7f"
              "ELF")},
        {HEAD("#!/bin/sh\n")},
        {HEAD("<!DOCTYPE html>")},
        {HEAD("\xef\xbb\xbf \n<HTML>")},
        {HEAD("<?xml version=\"1.0\"?><svg onload=\"x\">")},
        {HEAD("\0\1\2\3")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_null(file_type_detect(cases[i].head, cases[i].size));
    assert_null(file_type_detect("", 0));
}

static void a_file_must_be_what_it_was_said_to_be(void **state)
{
    (void)state;
    static const char docx[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    static const struct {
        const char *detected, *declared, *kept;
    } cases[] = {
        {"application/pdf", NULL, "application/pdf"},
        {"application/pdf", "", "application/pdf"},
        {"application/pdf", "application/octet-stream", "application/pdf"},
        {"application/pdf", "Application/PDF; charset=binary", "application/pdf"},
        {"application/pdf", "image/png", NULL},
        {"application/zip", docx, docx},
        {"image/jpeg", "image/jpg", "image/jpeg"},
        {"text/plain", "text/html", NULL},
        {NULL, "application/pdf", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *kept = file_type_settle(cases[i].detected, cases[i].declared);
        if (g_strcmp0(kept, cases[i].kept) != 0)
            fail_msg("%s as %s: %s", cases[i].detected, cases[i].declared, kept);
    }
}

RUN_TESTS(T(a_file_is_known_by_its_first_bytes), T(programs_pages_and_the_unknown_are_not_taken),
          T(a_file_must_be_what_it_was_said_to_be))
