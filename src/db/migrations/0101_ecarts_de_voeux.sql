-- What a file of wishes changes, line by line, as its report shows it.
alter table importation add column ecarts jsonb not null default '[]';
