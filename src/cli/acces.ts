import { withBase } from '#src/cli/base.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { hashOfCode, newCode } from '#src/kit/access-code.ts'
import { dayOf } from '#src/kit/day.ts'
import {
  asOperateur,
  giveCode,
  openCompte,
  phraseDuRefus,
  selectGestionnaire,
  type Tx,
} from '#src/procedure/comptes/api.ts'

export const ACCES: Definition = {
  positions: [
    { nom: 'academie', aide: 'numéro de l’académie, sur deux chiffres (Créteil : 24)' },
    { nom: 'personne', aide: 'prénom et nom du gestionnaire, entre guillemets' },
  ],
  options: [{ nom: 'nom', valeur: 'nom', aide: 'nom de l’académie, si la base ne la connaît pas encore' }],
  notes: [
    'Une base neuve n’a aucun compte : cette commande ouvre le premier. Il en faut deux pour ouvrir une campagne.',
    'Pour quelqu’un qui a déjà un compte, le code remplace son mot de passe et ferme ses sessions.',
  ],
  run: open,
}

async function open(given: Given, terminal: Terminal): Promise<ExitCode> {
  const [code, personne] = [given.position(0), given.position(1).trim()]
  if (!/^[0-9]{2}$/.test(code))
    throw new Refusal(`« ${code} » n’est pas un numéro d’académie sur deux chiffres.`)
  if (personne === '') throw new Refusal('Le nom de la personne est vide.')
  const acces = newCode()
  await withBase(terminal, async ({ db }) => {
    const known = await db.selectFrom('academie').select('nom').where('code', '=', code).executeTakeFirst()
    const nom = known?.nom ?? given.text('nom')
    if (nom === undefined)
      throw new Refusal(`La base ne connaît pas l’académie ${code} : ajoutez --nom "Académie de …".`)
    await asOperateur(db, {
      academie: { code, nom },
      effet: 'garde',
      work: (tx) => give(tx, personne, acces),
    })
  })
  terminal.out(`${acces}\n`)
  terminal.say(
    `Code de ${personne} : il ne sert qu’une fois, sous trente jours, sur la page « Utiliser un code ».`,
  )
  return 0
}

async function give(tx: Tx, personne: string, code: string): Promise<void> {
  const empreinte = hashOfCode(code)
  if (empreinte === undefined) throw new Error('code illisible')
  const compteId = await selectGestionnaire(tx.trx, { academie: tx.acteur.academie, nom: personne })
  const debut = dayOf(tx.now, tx.zone)
  const droit = {
    role: 'academie',
    uai: null,
    debut,
    fin: null,
    delegueePar: null,
    interim: false,
    departement: null,
    classe: null,
  } as const
  const done =
    compteId === undefined
      ? await openCompte(tx, { nom: personne, courriel: null, droit, empreinte })
      : await giveCode(tx, { compteId, empreinte })
  if (!done.ok) throw new Refusal(phraseDuRefus(done.refus))
}
