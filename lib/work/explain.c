/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/label.h>

#include <arsip/document.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "search/mask.h"
#include "work/filing.h"

static void
explain_persons(GString *out, const ArsipDocument *document)
{
    for (guint i = 0; i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];
        g_autofree char *why = arsip_escape_text(label->why);

        if (label->who == NULL)
            continue;
        g_string_append_printf(out, label->is_given ? _("%s: set by %s") : _("%s: taken away by %s"),
                               label->name, label->who);
        g_string_append_printf(out, *why != '\0' ? ": %s\n" : "%s\n", why);
    }
}

static void
explain_evidence(GString *out, const GPtrArray *evidence)
{
    for (guint i = 0; i < evidence->len; i++) {
        const ArsipEvidence *found = evidence->pdata[i];
        g_autofree char *words = arsip_escape(found->text);

        if (found->place.page > 0 && found->cost > 0)
            g_string_append_printf(out, _("    \"%s\" in %s, page %u, as it was misread\n"), words,
                                   found->where, found->place.page);
        else if (found->place.page > 0)
            g_string_append_printf(out, _("    \"%s\" in %s, page %u\n"), words, found->where,
                                   found->place.page);
        else
            g_string_append_printf(out, _("    \"%s\" in %s\n"), words, found->where);
    }
}

static void
explain_given(GString *out, const ArsipVerdict *verdict, const ArsipFolio *folio)
{
    for (guint i = 0; i < verdict->given->len; i++) {
        const ArsipAssignment *given = verdict->given->pdata[i];

        if (g_strv_contains((const char *const *)folio->fixed, given->label))
            continue;
        g_string_append_printf(out, _("%s: by the rule at %s (priority %d)\n"), given->label, given->rule,
                               given->priority);
        if (given->why != NULL && *given->why != '\0')
            g_string_append_printf(out, "    %s\n", given->why);
        explain_evidence(out, given->evidence);
    }
}

static void
explain_refused(GString *out, const ArsipVerdict *verdict)
{
    for (guint i = 0; i < verdict->refused->len; i++) {
        const ArsipRefusal *refusal = verdict->refused->pdata[i];

        g_string_append_printf(out, _("not %s, although the rule at %s found words for it: %s\n"),
                               refusal->assignment->label, refusal->assignment->rule, refusal->reason);
        explain_evidence(out, refusal->assignment->evidence);
    }
}

char *
arsip_label_explain(ArsipArchive *archive, gint64 id, GError **error)
{
    g_autoptr(ArsipRules) rules = arsip_folio_rules(archive, error);
    g_autoptr(ArsipDocument) document = rules != NULL ? arsip_document_load(archive, id, FALSE, error) : NULL;
    g_autoptr(ArsipFolio) folio = document != NULL ? arsip_folio_recall(archive, id, error) : NULL;
    g_autoptr(ArsipVerdict) verdict = folio != NULL ? arsip_folio_judge(folio, rules, error) : NULL;
    g_autoptr(GString) out = g_string_new(NULL);

    if (verdict == NULL)
        return NULL;
    if (!g_str_equal(document->state, "filed"))
        return g_strdup(_("not read yet, or not readable: no rule was asked\n"));
    explain_persons(out, document);
    explain_given(out, verdict, folio);
    explain_refused(out, verdict);
    if (out->len == 0)
        g_string_append(out, _("no rule found any word of its own in this document\n"));
    arsip_mask_text_of(out->str, folio->letter);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
