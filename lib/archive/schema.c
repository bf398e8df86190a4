/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/schema.h"

/* Times are UTC, RFC 3339 with milliseconds; dates YYYY-MM-DD. The tables of the index are lib/search's. */
static const char schema_1_storage[] =
    "CREATE TABLE archive ("
    "  id        INTEGER PRIMARY KEY CHECK (id = 1),"
    "  uuid      TEXT NOT NULL,"
    "  schema    INTEGER NOT NULL,"
    "  tokenizer INTEGER NOT NULL," /* text/token.h: the one that filled the index */
    "  rules     TEXT NOT NULL,"    /* rule-set version that labelled last, or '' */
    "  created   TEXT NOT NULL"
    ") STRICT;"
    "CREATE TABLE setting ("
    "  name  TEXT PRIMARY KEY,"
    "  value TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE batch ("
    "  id        INTEGER PRIMARY KEY,"
    "  uuid      TEXT NOT NULL UNIQUE,"
    "  arguments TEXT NOT NULL," /* what a resumed run must share with it */
    "  who       TEXT NOT NULL,"
    "  started   TEXT NOT NULL,"
    "  finished  TEXT,"
    "  state     TEXT NOT NULL CHECK (state IN ('open', 'done', 'withdrawn'))"
    ") STRICT;"
    "CREATE TABLE original ("
    "  id         INTEGER PRIMARY KEY,"
    "  sha256     BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),"
    "  size       INTEGER NOT NULL,"
    "  media_type TEXT" /* NULL until a reader has looked */
    ") STRICT;"
    "CREATE INDEX original_type ON original (media_type);"
    "CREATE TABLE arrival ("
    "  id        INTEGER PRIMARY KEY,"
    "  batch     INTEGER NOT NULL REFERENCES batch,"
    "  original  INTEGER NOT NULL REFERENCES original,"
    "  name      TEXT NOT NULL," /* last part of the path, escaped to UTF-8 */
    "  path      BLOB NOT NULL," /* bytes as given; inside a container: as it stood there */
    "  container INTEGER REFERENCES arrival,"
    "  modified  INTEGER NOT NULL,"                                         /* nanoseconds since 1970 */
    "  outcome   TEXT NOT NULL CHECK (outcome IN ('new', 'known', 'back'))" /* back: it was withdrawn */
    ") STRICT;"
    "CREATE INDEX arrival_batch ON arrival (batch, container, path);"
    "CREATE INDEX arrival_original ON arrival (original, path);"
    "CREATE INDEX arrival_container ON arrival (container) WHERE container IS NOT NULL;"
    "CREATE TABLE document ("
    "  id        INTEGER PRIMARY KEY,"
    "  uuid      TEXT NOT NULL UNIQUE,"
    "  batch     INTEGER NOT NULL REFERENCES batch,"
    "  name      TEXT NOT NULL,"
    "  state     TEXT NOT NULL CHECK (state IN ('stored', 'read', 'filed', 'failed', 'container')),"
    "  code      INTEGER," /* ArsipError, with failure */
    "  failure   TEXT,"
    "  received  TEXT NOT NULL," /* date */
    "  note      TEXT NOT NULL DEFAULT '',"
    "  named_by  TEXT,"                      /* the person who gave the name, or NULL */
    "  withdrawn TEXT,"                      /* the reason, while a person has withdrawn it */
    "  hidden    INTEGER NOT NULL DEFAULT 0" /* withdrawn, or every batch that brought it is */
    ") STRICT;"
    "CREATE INDEX document_state ON document (state, hidden);"
    "CREATE INDEX document_batch ON document (batch);"
    "CREATE INDEX document_received ON document (received);"
    "CREATE TABLE page ("
    "  id            INTEGER PRIMARY KEY,"
    "  document      INTEGER NOT NULL REFERENCES document,"
    "  number        INTEGER NOT NULL,"
    "  original      INTEGER NOT NULL REFERENCES original,"
    "  original_page INTEGER NOT NULL,"
    "  state         TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'failed', 'none')),"
    "  reading       INTEGER REFERENCES reading," /* the one that counts */
    "  code          INTEGER,"
    "  failure       TEXT,"
    "  UNIQUE (document, number)"
    ") STRICT;"
    "CREATE INDEX page_original ON page (original, original_page);"
    "CREATE INDEX page_waiting ON page (document) WHERE state = 'waiting';"
    "CREATE INDEX page_failed ON page (document) WHERE state = 'failed';"
    "CREATE TABLE reading ("
    "  id         INTEGER PRIMARY KEY,"
    "  page       INTEGER NOT NULL REFERENCES page,"
    "  made       TEXT NOT NULL,"
    "  who        TEXT," /* the person who set it, or NULL */
    "  text       TEXT NOT NULL,"
    "  words      BLOB NOT NULL," /* text/reading.h */
    "  confidence REAL NOT NULL,"
    "  rotation   INTEGER NOT NULL,"
    "  skew       REAL NOT NULL,"
    "  width      INTEGER NOT NULL,"
    "  height     INTEGER NOT NULL,"
    "  dpi        INTEGER NOT NULL,"
    "  blank      INTEGER NOT NULL,"
    "  method     TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX reading_page ON reading (page);";

static const char schema_1_marks[] =
    "CREATE TABLE field ("
    "  document INTEGER NOT NULL REFERENCES document,"
    "  name     TEXT NOT NULL,"
    "  value    TEXT NOT NULL," /* '' by a person: there is none */
    "  who      TEXT,"          /* the person who set it, or NULL: read from the page */
    "  reading  INTEGER REFERENCES reading,"
    "  start    INTEGER NOT NULL DEFAULT 0," /* bytes of the reading's text */
    "  length   INTEGER NOT NULL DEFAULT 0,"
    "  PRIMARY KEY (document, name)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX field_value ON field (name, value);"
    "CREATE TABLE label ("
    "  id   INTEGER PRIMARY KEY,"
    "  name TEXT NOT NULL UNIQUE"
    ") STRICT;"
    "CREATE TABLE assignment ("
    "  document INTEGER NOT NULL REFERENCES document,"
    "  label    INTEGER NOT NULL REFERENCES label,"
    "  who      TEXT,"             /* the person, or NULL: a rule */
    "  given    INTEGER NOT NULL," /* 0: a person took it away, and no rule may give it again */
    "  rule     TEXT,"
    "  why      TEXT,"
    "  rules    TEXT," /* rule-set version */
    "  priority INTEGER NOT NULL DEFAULT 0,"
    "  PRIMARY KEY (document, label)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX assignment_label ON assignment (label, document) WHERE given;"
    "CREATE TABLE evidence ("
    "  document INTEGER NOT NULL,"
    "  label    INTEGER NOT NULL,"
    "  ordinal  INTEGER NOT NULL,"
    "  reading  INTEGER REFERENCES reading," /* NULL: in a value that a person set */
    "  start    INTEGER NOT NULL,"
    "  length   INTEGER NOT NULL,"
    "  place    TEXT NOT NULL," /* zone or field */
    "  text     TEXT NOT NULL,"
    "  cost     REAL NOT NULL,"
    "  PRIMARY KEY (document, label, ordinal),"
    "  FOREIGN KEY (document, label) REFERENCES assignment ON DELETE CASCADE"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE problem (" /* what a batch could not take or read */
    "  id       INTEGER PRIMARY KEY,"
    "  batch    INTEGER NOT NULL REFERENCES batch,"
    "  path     BLOB NOT NULL,"
    "  document INTEGER REFERENCES document,"
    "  page     INTEGER NOT NULL DEFAULT 0,"
    "  code     INTEGER NOT NULL,"
    "  reason   TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX problem_batch ON problem (batch);"
    "CREATE TABLE event ("
    "  id       INTEGER PRIMARY KEY,"
    "  at       TEXT NOT NULL,"
    "  who      TEXT NOT NULL,"
    "  what     TEXT NOT NULL,"
    "  subject  TEXT NOT NULL," /* UUID of a document or batch, or '' */
    "  detail   TEXT NOT NULL,"
    "  previous BLOB NOT NULL CHECK (length(previous) = 32),"
    "  hash     BLOB NOT NULL CHECK (length(hash) = 32)"
    ") STRICT;"
    "CREATE INDEX event_subject ON event (subject);";

/* In parts: C promises no longer string literals than 4095 bytes. */
static const char *const schema_1[] = {schema_1_storage, schema_1_marks, NULL};

/* What was done with a page, and how well its words are known; and the pages that were read worst. */
static const char schema_2_reading[] =
    "ALTER TABLE reading ADD COLUMN languages TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE reading ADD COLUMN known REAL NOT NULL DEFAULT -1;" /* -1: nobody has looked */
    "ALTER TABLE reading ADD COLUMN steps TEXT NOT NULL DEFAULT '';" /* text/step.h */
    "CREATE INDEX reading_low ON reading (confidence, page) WHERE who IS NULL AND NOT blank;";
static const char *const schema_2[] = {schema_2_reading, NULL};

/* What applying the rules changed, and what was there before, so that it can be taken back. */
static const char schema_3_application[] =
    "CREATE TABLE application ("
    "  id    INTEGER PRIMARY KEY,"
    "  made  TEXT NOT NULL,"
    "  who   TEXT NOT NULL,"
    "  rules TEXT NOT NULL," /* rule-set version */
    "  plan  TEXT,"          /* the plan's seal, or NULL: the rules were applied without one */
    "  event INTEGER,"       /* the one that closed it, or NULL */
    "  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'undone'))"
    ") STRICT;"
    "CREATE TABLE relabelled ("
    "  application INTEGER NOT NULL REFERENCES application,"
    "  document    INTEGER NOT NULL REFERENCES document,"
    "  revision    TEXT NOT NULL," /* archive/application.h: of the labels, as it left them */
    "  PRIMARY KEY (application, document)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE superseded (" /* as assignment: what rules had given */
    "  application INTEGER NOT NULL,"
    "  document    INTEGER NOT NULL,"
    "  label       INTEGER NOT NULL REFERENCES label,"
    "  rule        TEXT,"
    "  why         TEXT,"
    "  rules       TEXT,"
    "  priority    INTEGER NOT NULL,"
    "  PRIMARY KEY (application, document, label),"
    "  FOREIGN KEY (application, document) REFERENCES relabelled"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE superseded_evidence (" /* as evidence */
    "  application INTEGER NOT NULL,"
    "  document    INTEGER NOT NULL,"
    "  label       INTEGER NOT NULL,"
    "  ordinal     INTEGER NOT NULL,"
    "  reading     INTEGER REFERENCES reading,"
    "  start       INTEGER NOT NULL,"
    "  length      INTEGER NOT NULL,"
    "  place       TEXT NOT NULL,"
    "  text        TEXT NOT NULL,"
    "  cost        REAL NOT NULL,"
    "  PRIMARY KEY (application, document, label, ordinal),"
    "  FOREIGN KEY (application, document, label) REFERENCES superseded"
    ") STRICT, WITHOUT ROWID;";
static const char *const schema_3[] = {schema_3_application, NULL};

/* Searches under a name. And SQLite looks `given` up in the table where the index has it as a condition only
 * (3.40): walking the labels of a million documents takes twenty times as long. */
static const char schema_4_saved[] = "DROP INDEX assignment_label;"
                                     "CREATE INDEX assignment_given ON assignment (label, document, given);"
                                     "CREATE TABLE saved ("
                                     "  name   TEXT PRIMARY KEY," /* letters, digits, hyphens; lower case */
                                     "  query  TEXT NOT NULL,"
                                     "  labels TEXT NOT NULL," /* one a line */
                                     "  since  TEXT NOT NULL," /* as it was written, or '' */
                                     "  until  TEXT NOT NULL,"
                                     "  sort   TEXT NOT NULL CHECK (sort IN ('best', 'newest', 'oldest')),"
                                     "  who    TEXT NOT NULL,"
                                     "  made   TEXT NOT NULL"
                                     ") STRICT, WITHOUT ROWID;";
static const char *const schema_4[] = {schema_4_saved, NULL};

/* That a reading is as it was written (archive/seal.h); beside it, so that no row has to be written again. */
static const char schema_5_seal[] = "CREATE TABLE seal ("
                                    "  reading INTEGER PRIMARY KEY REFERENCES reading,"
                                    "  sha256  BLOB NOT NULL CHECK (length(sha256) = 32)"
                                    ") STRICT;";
static const char *const schema_5[] = {schema_5_seal, NULL};

/* What came with bags: whose batch brought a file there, and the events of archives that they came from. */
static const char schema_6_bags[] =
    "ALTER TABLE arrival ADD COLUMN origin TEXT;" /* UUID of another archive's batch, or NULL */
    "CREATE TABLE foreign_event ("
    "  archive TEXT NOT NULL," /* UUID */
    "  number  INTEGER NOT NULL,"
    "  at      TEXT," /* NULL, as all up to the hash: it was withheld */
    "  who     TEXT,"
    "  what    TEXT,"
    "  subject TEXT,"
    "  detail  TEXT,"
    "  hash    BLOB NOT NULL CHECK (length(hash) = 32),"
    "  PRIMARY KEY (archive, number)"
    ") STRICT, WITHOUT ROWID;";
static const char *const schema_6[] = {schema_6_bags, NULL};

/* Which strips of labels and of dates are as the catalogue is (search/upkeep.h). */
#define STRIKE(of, table, when, row, condition)                                                              \
    "CREATE TRIGGER " table "_" when " AFTER " when " ON " table condition " BEGIN"                          \
    "  DELETE FROM " of " WHERE strip = " row ".document / " G_STRINGIFY(ARSIP_SCHEMA_STRIP) ";"             \
                                                                                             "END;"
#define STRIKE_LABELS(when, row) STRIKE("labelled", "assignment", when, row, "")
#define STRIKE_DATES(when, row)  STRIKE("dated", "field", when, row, " WHEN " row ".name = 'tanggal'")
static const char schema_7_strips[] =
    "CREATE TABLE labelled (strip INTEGER PRIMARY KEY) STRICT;"
    "CREATE TABLE dated (strip INTEGER PRIMARY KEY) STRICT;" STRIKE_LABELS("insert", "NEW")
        STRIKE_LABELS("update", "NEW") STRIKE_LABELS("delete", "OLD") STRIKE_DATES("insert", "NEW")
            STRIKE_DATES("update", "NEW") STRIKE_DATES("delete", "OLD");
static const char *const schema_7[] = {schema_7_strips, NULL};

static const char *const *const steps[] = {schema_1, schema_2, schema_3, schema_4,
                                           schema_5, schema_6, schema_7};

/* What schema 2 added, with the values that its migration gives. A view of TEMP hides the table of its name.
 * The tables of schema 3 are read by what writes, and by nothing else. */
#define SEEN_READING                                                                                         \
    "CREATE TEMP VIEW reading AS SELECT *, '' AS languages, -1.0 AS known, '' AS steps FROM main.reading;"
/* Nobody had saved a search before schema 4. */
#define SEEN_SAVED                                                                                           \
    "CREATE TEMP VIEW saved AS SELECT '' AS name, '' AS query, '' AS labels, '' AS since, '' AS until,"      \
    " 'best' AS sort, '' AS who, '' AS made WHERE 0;"
/* And nothing was sealed before schema 5. */
#define SEEN_SEAL "CREATE TEMP VIEW seal AS SELECT 0 AS reading, x'' AS sha256 WHERE 0;"
/* Nor had anything come with a bag before schema 6. */
#define SEEN_BAGS                                                                                            \
    "CREATE TEMP VIEW arrival AS SELECT *, NULL AS origin FROM main.arrival;"                                \
    "CREATE TEMP VIEW foreign_event AS SELECT '' AS archive, 0 AS number, NULL AS at, NULL AS who,"          \
    "  NULL AS what, NULL AS subject, NULL AS detail, NULL AS hash WHERE 0;"
/* Before schema 7 the catalogue alone told of labels and dates. */
#define SEEN_STRIPS                                                                                          \
    "CREATE TEMP VIEW labelled AS SELECT 0 AS strip WHERE 0;"                                                \
    "CREATE TEMP VIEW dated AS SELECT 0 AS strip WHERE 0;"
static const char schema_1_seen[] = SEEN_READING SEEN_SAVED SEEN_SEAL SEEN_BAGS SEEN_STRIPS;
static const char schema_3_seen[] = SEEN_SAVED SEEN_SEAL SEEN_BAGS SEEN_STRIPS;
static const char schema_4_seen[] = SEEN_SEAL SEEN_BAGS SEEN_STRIPS;
static const char schema_5_seen[] = SEEN_BAGS SEEN_STRIPS;
static const char schema_6_seen[] = SEEN_STRIPS;
static const char *const seen[] = {NULL,          schema_1_seen, schema_3_seen, schema_3_seen,
                                   schema_4_seen, schema_5_seen, schema_6_seen};

G_STATIC_ASSERT(G_N_ELEMENTS(steps) == ARSIP_SCHEMA_VERSION);
G_STATIC_ASSERT(G_N_ELEMENTS(seen) == ARSIP_SCHEMA_VERSION);

const char *const *
arsip_schema_step(guint from)
{
    return from < G_N_ELEMENTS(steps) ? steps[from] : NULL;
}

const char *
arsip_schema_view(guint schema)
{
    return schema < G_N_ELEMENTS(seen) ? seen[schema] : NULL;
}
