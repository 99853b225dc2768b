-- The journal is read from its latest act back, a page at a time, and has half a million rows one day.
create index journal_par_instant on journal (academie, le, chaine, rang);
