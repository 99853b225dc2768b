import { z } from 'zod'
import { protegerCoordonnees } from '#src/procedure/eleves/acts/protection.ts'
import { NIVEAU_LEGAL } from '#src/procedure/eleves/model.ts'
import {
  readCoordonnees,
  type Coordonnees,
  type CoordonneesDeFamille,
} from '#src/procedure/eleves/reads/coordonnees.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { freshForm, readForm } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

async function load({ tx, campagne, id }: Requete): Promise<CoordonneesDeFamille> {
  const famille = await readCoordonnees(tx, { campagneId: campagne.id, eleveId: id('id') })
  if (!famille) throw new Introuvable()
  return famille
}

const Demande = z.object({
  responsable: z.coerce.number().int().positive(),
  protegee: z.enum(['oui', 'non']),
})

export const coordonneesDUneFamille = [
  page({
    method: 'GET',
    path: '/eleves/:id/coordonnees',
    droit: 'coordonnees.lire',
    handler: async (requete) => html(<Famille famille={await load(requete)} />),
  }),
  page({
    method: 'POST',
    path: '/eleves/:id/coordonnees/protection',
    droit: 'responsable.proteger',
    handler: async (requete) => {
      const { eleve, responsables } = await load(requete)
      const read = readForm(requete.form, Demande)
      if (!read.ok) throw new Introuvable()
      const { responsable: responsableId } = read.value
      const protegee = read.value.protegee === 'oui'
      const done = await protegerCoordonnees(requete.tx, { eleveId: eleve.id, responsableId, protegee })
      if (!done.ok) throw new Introuvable()
      const one = responsables.find(({ id }) => id === responsableId)
      const now = protegee
        ? 'réservées au chef d’établissement'
        : 'de nouveau visibles de l’équipe du collège'
      return redirect(
        `/eleves/${eleve.id}/coordonnees`,
        `Les coordonnées de ${one?.prenom} ${one?.nom} sont ${now}.`,
      )
    },
  }),
]

function Famille({ famille: { eleve, responsables, mayProtect } }: { famille: CoordonneesDeFamille }) {
  return (
    <Frame title={`Coordonnées de la famille de ${eleve.prenom} ${eleve.nom}`}>
      <p>
        <a href={`/eleves/${eleve.id}`}>Revenir au dossier de l’élève</a>
      </p>
      <p>Un responsable ne voit jamais les coordonnées de l’autre.</p>
      {responsables.length === 0 && <p>Aucun responsable n’est connu.</p>}
      {responsables.map((one) => (
        <article key={one.id} className="passpro-carte" aria-labelledby={`responsable-${one.id}`}>
          <h2 id={`responsable-${one.id}`}>{`${one.prenom} ${one.nom}`}</h2>
          <Contact responsable={one} />
          {mayProtect && <Protection eleveId={eleve.id} responsable={one} />}
        </article>
      ))}
    </Frame>
  )
}

/** SIECLE gives the country as a code of the INSEE: 100 is France, which an envelope does not say. */
const paysDit = (pays: string | null): string | null =>
  pays !== null && /^\d+$/.test(pays) ? (pays === '100' ? null : `pays ${pays} (code INSEE)`) : pays

function Contact({ responsable }: { responsable: Coordonnees }) {
  const { niveau, courriel, telephone, adresse, cachees } = responsable
  const lignes = adresse
    ? [
        ...adresse.lignes,
        `${adresse.codePostal ?? ''} ${adresse.localite ?? ''}`.trim(),
        paysDit(adresse.pays),
      ]
    : []
  const known = (value: string | null): string => value ?? 'non connu'
  return (
    <>
      <p>{niveau === NIVEAU_LEGAL ? 'Responsable légal' : 'Autre contact'}</p>
      {cachees ? (
        <p>Coordonnées protégées : seul le chef d’établissement les voit.</p>
      ) : (
        <Facts
          facts={[
            ['Courriel', known(courriel)],
            ['Téléphone', known(telephone)],
            ['Adresse', lignes.filter((ligne) => ligne).join(', ') || 'non connue'],
          ]}
        />
      )}
    </>
  )
}

function Protection({ eleveId, responsable }: { eleveId: number; responsable: Coordonnees }) {
  const { id, prenom, nom, protegee } = responsable
  return (
    <Form state={freshForm({})} action={`/eleves/${eleveId}/coordonnees/protection`}>
      {protegee && <p>Protégées : vous seul les voyez.</p>}
      <input type="hidden" name="responsable" value={id} />
      <input type="hidden" name="protegee" value={protegee ? 'non' : 'oui'} />
      <Buttons>
        <Button kind="secondary">
          {protegee ? 'Ne plus protéger' : 'Protéger'} les coordonnées de {prenom} {nom}
        </Button>
      </Buttons>
    </Form>
  )
}
