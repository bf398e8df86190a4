/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_WORKBOOK_PART_H
#define ARSIP_EXPORT_WORKBOOK_PART_H

/*
 * The temporary files in which libxlsxwriter gathers the parts of a workbook come from here, since the
 * library (1.1.4) looks at no error of its own: on a full disk it packs half a sheet and tells that all went
 * well.
 *
 * The errno of the first fault that one of this thread's has met since the last call, or 0.
 */
int arsip_workbook_part_fault(void);

#endif
