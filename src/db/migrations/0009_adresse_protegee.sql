-- A guardian whose contact data only the head of the school may see (rule 11). Kept through every new import.
alter table responsable add column adresse_protegee boolean not null default false;
