#include "mail_build.h"

#include <gmime/gmime.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddressList, g_object_unref)
#include <string.h>

static void init_once(void)
{
    static gsize done;

    if (g_once_init_enter(&done)) {
        g_mime_init();
        g_once_init_leave(&done, 1);
    }
}

/* GMime would otherwise take windows-1251 or iso-8859-5 for Russian. */
static GMimeFormatOptions *options_new(void)
{
    GMimeFormatOptions *options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_format_options_set_param_encoding_method(options, GMIME_PARAM_ENCODING_METHOD_RFC2231);
    return options;
}

static bool is_clean(const char *text)
{
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            return false;
    return g_utf8_validate(text, -1, NULL);
}

static bool is_address(const char *address)
{
    const char *at = strchr(address, '@');
    return at && at != address && at[1] && !strchr(at + 1, '@') && !strpbrk(address, " <>,;:\"()\\");
}

char *mail_address(const char *text)
{
    init_once();
    if (!text || !is_clean(text))
        return NULL;
    g_autoptr(InternetAddressList) list = internet_address_list_parse(NULL, text);
    if (!list || internet_address_list_length(list) != 1)
        return NULL;
    InternetAddress *one = internet_address_list_get_address(list, 0);
    if (!INTERNET_ADDRESS_IS_MAILBOX(one))
        return NULL;
    const char *address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
    return address && is_address(address) ? g_strdup(address) : NULL;
}

char *mail_message_id(const char *id, const char *from)
{
    g_autofree char *address = mail_address(from);
    return g_strdup_printf("<%s@%s>", id, address ? strchr(address, '@') + 1 : "localhost");
}

static void add_mailbox(InternetAddressList *list, const char *name, const char *address)
{
    InternetAddress *mailbox = internet_address_mailbox_new(name, address);
    internet_address_set_charset(mailbox, "utf-8");
    internet_address_list_add(list, mailbox);
    g_object_unref(mailbox);
}

static void add_sender(GMimeMessage *message, const char *from, const char *address)
{
    g_autoptr(InternetAddressList) list = internet_address_list_parse(NULL, from);
    const char *name = internet_address_get_name(internet_address_list_get_address(list, 0));
    add_mailbox(g_mime_message_get_from(message), name, address);
}

static GMimeObject *text_part(const char *subtype, const char *text)
{
    GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, text);
    g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_BASE64);
    return GMIME_OBJECT(part);
}

/* Paragraphs of the plain text; everything in it is text, never markup. */
static char *html_of(const char *text)
{
    GString *html = g_string_new("<!DOCTYPE html>\n<html><body>\n");
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);

    for (char **one = paragraphs; *one; one++) {
        g_autofree char *escaped = g_markup_escape_text(*one, -1);
        g_auto(GStrv) lines = g_strsplit(escaped, "\n", -1);
        g_autofree char *joined = g_strjoinv("<br>\n", lines);
        g_string_append_printf(html, "<p>%s</p>\n", joined);
    }
    g_string_append(html, "</body></html>\n");
    return g_string_free(html, FALSE);
}

static GMimeObject *alternative(const struct mail *mail)
{
    GMimeMultipart *parts = g_mime_multipart_new_with_subtype("alternative");
    g_autofree char *html = html_of(mail->text);
    GMimeObject *plain = text_part("plain", mail->text), *rich = text_part("html", html);

    g_mime_multipart_add(parts, plain);
    g_mime_multipart_add(parts, rich);
    g_object_unref(plain);
    g_object_unref(rich);
    return GMIME_OBJECT(parts);
}

static void set_name(GMimeObject *part, const char *name)
{
    GMimeContentDisposition *disposition = g_mime_content_disposition_new();
    g_mime_content_disposition_set_disposition(disposition, "attachment");
    g_mime_object_set_content_disposition(part, disposition);
    g_mime_content_disposition_set_parameter(disposition, "filename", name);
    GMimeParam *param =
        g_mime_param_list_get_parameter(g_mime_content_disposition_get_parameters(disposition), "filename");
    g_mime_param_set_charset(param, "utf-8");
    g_object_unref(disposition);
}

static GMimeObject *attachment(const struct mail *mail)
{
    gsize size;
    const char *bytes = g_bytes_get_data((GBytes *)mail->letter, &size);
    GMimePart *part = g_mime_part_new_with_type("application", "pdf");
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, size);
    GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
    set_name(GMIME_OBJECT(part), mail->letter_name);
    g_object_unref(content);
    g_object_unref(stream);
    return GMIME_OBJECT(part);
}

static GMimeObject *body_of(const struct mail *mail)
{
    GMimeObject *texts = alternative(mail);
    if (!mail->letter)
        return texts;
    GMimeMultipart *mixed = g_mime_multipart_new_with_subtype("mixed");
    GMimeObject *letter = attachment(mail);
    g_mime_multipart_add(mixed, texts);
    g_mime_multipart_add(mixed, letter);
    g_object_unref(texts);
    g_object_unref(letter);
    return GMIME_OBJECT(mixed);
}

static void set_headers(GMimeMessage *message, const struct mail *mail, const char *from, const char *to)
{
    g_autofree char *id = mail_message_id(mail->id, mail->from);
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc(mail->at / USEC_PER_SEC);

    add_sender(message, mail->from, from);
    add_mailbox(g_mime_message_get_to(message), mail->to_name, to);
    g_mime_message_set_subject(message, mail->subject, "utf-8");
    g_mime_message_set_date(message, at);
    g_mime_object_set_header(GMIME_OBJECT(message), "Message-ID", id, NULL);
    g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", NULL);
}

static GBytes *bytes_of(GMimeMessage *message)
{
    GMimeStream *stream = g_mime_stream_mem_new();
    GMimeFormatOptions *options = options_new();

    g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
    GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    GBytes *bytes = g_bytes_new(array->data, array->len);
    g_mime_format_options_free(options);
    g_object_unref(stream);
    return bytes;
}

GBytes *mail_build(const struct mail *mail)
{
    init_once();
    g_autofree char *from = mail_address(mail->from);
    g_autofree char *to = mail_address(mail->to);
    if (!from || !to)
        return NULL;
    GMimeMessage *message = g_mime_message_new(TRUE);
    GMimeObject *body = body_of(mail);
    set_headers(message, mail, from, to);
    g_mime_message_set_mime_part(message, body);
    GBytes *bytes = bytes_of(message);
    g_object_unref(body);
    g_object_unref(message);
    return bytes;
}
