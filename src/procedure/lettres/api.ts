export { readLettres, readLettresImprimees } from '#src/procedure/lettres/reads/lettres.ts'
