// The tables of a ledger, alike in every database. Triggers refuse whatever changes a row: what stands in a ledger stays.
//
// entry   the chain, see ledger.h
// run     one a run: its entry, name, id, record, the payouts it was about, how much history it booked
// payout  its rows: text and leaf hash
// award   what it booked as history: text and leaf hash
// beside  what is kept beside an entry and is no part of what is hashed: when, which files
#pragma once

#define LEDGER_TABLES(NUMBER, BYTES, END)                                                                            \
  "CREATE TABLE entry (seq " NUMBER " PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, previous " BYTES          \
  " NOT NULL, hash " BYTES " NOT NULL)" END                                                                          \
  "CREATE TABLE run (entry " NUMBER " PRIMARY KEY REFERENCES entry (seq), name TEXT NOT NULL UNIQUE,"                \
  " id TEXT NOT NULL UNIQUE, record TEXT NOT NULL, batch TEXT NOT NULL, awards " NUMBER " NOT NULL)" END             \
  "CREATE TABLE payout (run " NUMBER " NOT NULL REFERENCES run (entry), place " NUMBER " NOT NULL,"                  \
  " payout TEXT NOT NULL, body TEXT NOT NULL, leaf " BYTES " NOT NULL, PRIMARY KEY (run, place))" END                \
  "CREATE INDEX payout_by_number ON payout (run, payout);"                                                           \
  "CREATE TABLE award (run " NUMBER " NOT NULL REFERENCES run (entry), place " NUMBER " NOT NULL,"                   \
  " enterprise TEXT NOT NULL, body TEXT NOT NULL, leaf " BYTES " NOT NULL, PRIMARY KEY (run, place))" END            \
  "CREATE INDEX award_by_enterprise ON award (enterprise);"                                                          \
  "CREATE TABLE beside (entry " NUMBER " NOT NULL REFERENCES entry (seq), name TEXT NOT NULL, value TEXT NOT NULL,"  \
  " PRIMARY KEY (entry, name))" END

#define LEDGER_FOR_EACH_TABLE(DO) DO("entry") DO("run") DO("payout") DO("award") DO("beside")
