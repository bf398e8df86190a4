/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/whole.h"

ArsipWhole *
arsip_whole_new(void)
{
    ArsipWhole *whole = g_new0(ArsipWhole, 1);

    whole->originals = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_original_free);
    whole->arrivals = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_arrival_free);
    whole->fields = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_field_free);
    whole->labels = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_label_free);
    whole->pages = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_page_free);
    return whole;
}

void
arsip_whole_free(ArsipWhole *whole)
{
    if (whole == NULL)
        return;
    g_free(whole->uuid);
    g_free(whole->name);
    g_free(whole->named_by);
    g_free(whole->state);
    g_free(whole->failure);
    g_free(whole->received);
    g_free(whole->note);
    g_ptr_array_unref(whole->originals);
    g_ptr_array_unref(whole->arrivals);
    g_ptr_array_unref(whole->fields);
    g_ptr_array_unref(whole->labels);
    g_ptr_array_unref(whole->pages);
    g_free(whole);
}

void
arsip_whole_original_free(ArsipWholeOriginal *original)
{
    g_free(original->media_type);
    g_free(original);
}

void
arsip_whole_arrival_free(ArsipWholeArrival *arrival)
{
    g_free(arrival->batch);
    g_free(arrival->path);
    g_free(arrival);
}

void
arsip_whole_field_free(ArsipWholeField *field)
{
    g_free(field->name);
    g_free(field->value);
    g_free(field->who);
    g_free(field);
}

void
arsip_whole_proof_free(ArsipWholeProof *proof)
{
    g_free(proof->where);
    g_free(proof->text);
    g_free(proof);
}

void
arsip_whole_label_free(ArsipWholeLabel *label)
{
    g_free(label->name);
    g_free(label->who);
    g_free(label->rule);
    g_free(label->why);
    g_free(label->rules);
    g_clear_pointer(&label->proofs, g_ptr_array_unref);
    g_free(label);
}

void
arsip_whole_reading_free(ArsipWholeReading *reading)
{
    g_free(reading->made);
    g_free(reading->who);
    g_clear_pointer(&reading->words, g_bytes_unref);
    g_free(reading->text);
    g_free(reading->method);
    g_free(reading->languages);
    g_free(reading->steps);
    g_free(reading);
}

void
arsip_whole_page_free(ArsipWholePage *page)
{
    if (page == NULL)
        return;
    g_free(page->state);
    g_free(page->failure);
    g_clear_pointer(&page->readings, g_ptr_array_unref);
    g_free(page);
}
