#include "letter_pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdbool.h>
#include <string.h>

/* GOST R 7.0.97-2016: A4; fields of 30 mm left, 10 right, 20 above and below; pages from the second on are numbered in
 * the middle of the upper field. In points. */
#define MM (72.0 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define LEFT (30 * MM)
#define RIGHT (10 * MM)
#define TOP (20 * MM)
#define BOTTOM (20 * MM)
#define TEXT_WIDTH (PAGE_WIDTH - LEFT - RIGHT)
#define COLUMN_WIDTH (TEXT_WIDTH * 0.46)
#define FIRST_LINE (12.5 * MM)

#define FONT_TEXT "PT Serif 12"
#define FONT_SMALL "PT Serif 9"

struct sheet {
    cairo_t *cairo;
    PangoContext *context;
    double y;
    int page;
};

struct block {
    const char *text;
    const char *font;
    double x, width;
    PangoAlignment alignment;
    bool justified;
    double indent;
};

static PangoLayout *layout_of(const struct sheet *s, const struct block *b)
{
    PangoLayout *layout = pango_layout_new(s->context);
    PangoFontDescription *font = pango_font_description_from_string(b->font);

    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)(b->width * PANGO_SCALE));
    pango_layout_set_alignment(layout, b->alignment);
    pango_layout_set_justify(layout, b->justified);
    pango_layout_set_indent(layout, (int)(b->indent * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, 1.15f);
    pango_layout_set_text(layout, b->text, -1);
    return layout;
}

static double height_of(const struct sheet *s, const struct block *b)
{
    int height;
    PangoLayout *layout = layout_of(s, b);

    pango_layout_get_size(layout, NULL, &height);
    g_object_unref(layout);
    return (double)height / PANGO_SCALE;
}

static void put(struct sheet *s, const struct block *b);

static void next_page(struct sheet *s)
{
    g_autofree char *number = g_strdup_printf("%d", s->page + 1);

    cairo_show_page(s->cairo);
    s->page++;
    s->y = TOP - 10 * MM;
    put(s, &(struct block){number, FONT_TEXT, LEFT, TEXT_WIDTH, PANGO_ALIGN_CENTER, false, 0});
    s->y = TOP;
}

/* Line by line, so that text flows over pages. */
static void put(struct sheet *s, const struct block *b)
{
    PangoLayout *layout = layout_of(s, b);
    PangoLayoutIter *line = pango_layout_get_iter(layout);

    do {
        PangoRectangle box;
        int above, below;
        pango_layout_iter_get_line_extents(line, NULL, &box);
        pango_layout_iter_get_line_yrange(line, &above, &below);
        double height = (double)(below - above) / PANGO_SCALE;
        if (s->y + height > PAGE_HEIGHT - BOTTOM)
            next_page(s);
        double baseline = (double)(pango_layout_iter_get_baseline(line) - above) / PANGO_SCALE;
        cairo_move_to(s->cairo, b->x + (double)box.x / PANGO_SCALE, s->y + baseline);
        pango_cairo_show_layout_line(s->cairo, pango_layout_iter_get_line_readonly(line));
        s->y += height;
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
    g_object_unref(layout);
}

/* Sender at the left, addressee at the right, side by side. */
static void put_head(struct sheet *s, const struct letter_text *t)
{
    struct block left = {t->head, FONT_TEXT, LEFT, COLUMN_WIDTH, PANGO_ALIGN_LEFT, false, 0};
    struct block right = {t->addressee, FONT_TEXT, LEFT + TEXT_WIDTH - COLUMN_WIDTH, COLUMN_WIDTH, PANGO_ALIGN_LEFT,
                          false,        0};

    if (t->head)
        put(s, &left);
    double bottom = s->y;
    s->y = TOP;
    if (t->addressee)
        put(s, &right);
    s->y = MAX(bottom, s->y) + 10 * MM;
}

/* The salutation stands in the middle without an indent; paragraphs are indented and justified. */
static void put_body(struct sheet *s, const struct letter_text *t)
{
    g_auto(GStrv) paragraphs = g_strsplit(t->body ? t->body : "", "\n", -1);

    for (char **one = paragraphs; *one; one++) {
        bool salutation = one == paragraphs && g_str_has_suffix(*one, "!");
        struct block block = {*one,
                              FONT_TEXT,
                              LEFT,
                              TEXT_WIDTH,
                              salutation ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT,
                              !salutation,
                              salutation ? 0 : FIRST_LINE};
        if (**one)
            put(s, &block);
        else
            s->y += 3 * MM;
    }
}

/* A signature never stands torn apart or without room for the hand. */
static void put_signature(struct sheet *s, const struct letter_text *t)
{
    struct block left = {t->position ? t->position : "", FONT_TEXT, LEFT, TEXT_WIDTH * 0.6, PANGO_ALIGN_LEFT, false, 0};
    struct block right = {t->signer ? t->signer : "", FONT_TEXT, LEFT, TEXT_WIDTH, PANGO_ALIGN_RIGHT, false, 0};
    double height = height_of(s, &left);

    s->y += 14 * MM;
    if (s->y + height > PAGE_HEIGHT - BOTTOM)
        next_page(s);
    double top = s->y;
    put(s, &left);
    s->y = top + height - height_of(s, &right);
    put(s, &right);
    s->y = top + height;
}

static void put_footer(struct sheet *s, const struct letter_text *t)
{
    struct block block = {t->footer, FONT_SMALL, LEFT, TEXT_WIDTH, PANGO_ALIGN_LEFT, false, 0};

    if (!t->footer || !*t->footer)
        return;
    s->y += 8 * MM;
    if (s->y + height_of(s, &block) > PAGE_HEIGHT - BOTTOM)
        next_page(s);
    put(s, &block);
}

static cairo_status_t append(void *arg, const unsigned char *bytes, unsigned int size)
{
    g_byte_array_append(arg, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, const struct letter_text *t)
{
    if (t->title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, t->title);
    if (t->created_at)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, t->created_at);
}

GBytes *letter_pdf_render(const struct letter_text *t)
{
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, bytes, PAGE_WIDTH, PAGE_HEIGHT);
    /* A map of its own: Pango's default one stays with the thread, and letters are rare. */
    PangoFontMap *fonts = pango_cairo_font_map_new();
    struct sheet sheet = {cairo_create(surface), pango_font_map_create_context(fonts), TOP, 1};

    set_metadata(surface, t);
    pango_cairo_update_context(sheet.cairo, sheet.context);
    put_head(&sheet, t);
    put_body(&sheet, t);
    put_signature(&sheet, t);
    put_footer(&sheet, t);
    cairo_show_page(sheet.cairo);
    bool good = cairo_status(sheet.cairo) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(sheet.cairo);
    g_object_unref(sheet.context);
    g_object_unref(fonts);
    cairo_surface_finish(surface);
    good = good && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (good)
        return g_byte_array_free_to_bytes(bytes);
    g_byte_array_free(bytes, TRUE);
    return NULL;
}
