-- What an act makes, its words aside: the same thing sent again in other words is asked about before a second one is made.
alter table acte_cle add column semblable text;
create index acte_cle_semblable on acte_cle (academie, semblable, le) where semblable is not null;
