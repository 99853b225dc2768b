import type { Langue } from '#src/documents/langues/catalogue.ts'
import { ENTRETIEN_INFORME } from '#src/documents/texts.ts'
import { adresseOf, joignable, typo } from '#src/documents/wording.ts'
import { dayInWords, timeInWords } from '#src/kit/day.ts'
import { provisoireInWords, type EntretienConvoque, type Provisoire } from '#src/procedure/entretiens/api.ts'
import { Buttons, LinkButton } from '#src/web/components/button.tsx'
import { DansLaLangue, EntretienTraduit, GuideAImprimer, Langues } from '#src/web/components/langue.tsx'
import { Facts } from '#src/web/components/facts.tsx'

/** The interviews of a pupil once he is convoked: those to come with when, where and what to bring, then those passed. */
export function Entretiens({ convocations, now }: { convocations: readonly EntretienConvoque[]; now: Date }) {
  const coming = convocations.filter((one) => one.rangee.fin > now)
  const passed = convocations.filter((one) => one.rangee.fin <= now)
  return (
    <>
      {coming.length > 0 && (
        <>
          <h2>{coming.length > 1 ? 'Mes entretiens' : 'Mon entretien'}</h2>
          <p>{typo(ENTRETIEN_INFORME)}</p>
          {coming.map((one) => (
            <Entretien key={one.rangee.entretienId} convocation={one.convocation} />
          ))}
          <Buttons>
            <LinkButton href="/mon-espace/convocation.pdf">Télécharger ma convocation (PDF)</LinkButton>
            <LinkButton href="/mon-espace/entretien.ics" kind="secondary">
              Ajouter à mon agenda
            </LinkButton>
          </Buttons>
          <p>
            <a href="/mon-espace/creneau">Ce créneau ne me convient pas</a>
          </p>
        </>
      )}
      {passed.length > 0 && (
        <>
          <h2>{passed.length > 1 ? 'Entretiens passés' : 'Entretien passé'}</h2>
          <ul>
            {passed.map(({ rangee, convocation: { domaine, debut, lycee } }) => (
              <li key={rangee.entretienId}>
                {domaine} : {dayInWords(debut.slice(0, 10))}, {lycee.nom}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Entretien({ convocation }: Pick<EntretienConvoque, 'convocation'>) {
  const { domaine, formations, debut, fin, individuel, mode, lycee, college, salle } = convocation
  const remote = mode === 'distanciel'
  return (
    <Facts
      facts={[
        ['Domaine', `${domaine} (${formations.join(', ')})`],
        [
          'Quand',
          individuel === null
            ? `${dayInWords(debut.slice(0, 10))}, de ${timeInWords(debut)} à ${timeInWords(fin)}`
            : `${dayInWords(debut.slice(0, 10))} : information commune à ${timeInWords(debut)}, votre entretien individuel de ${timeInWords(individuel)} à ${timeInWords(fin)}`,
        ],
        ['Où', remote ? `À distance, depuis votre établissement : ${college.nom}` : lycee.nom],
        ['Adresse', !remote && adresseOf(lycee)],
        ['Salle', !remote && (salle ?? 'indiquée à l’accueil du lycée')],
        [
          'À apporter',
          <>
            Votre <a href="/mon-espace/lettres">lettre de motivation</a> imprimée (sans elle, vous êtes reçu
            tout de même) et de quoi écrire
          </>,
        ],
        ['Empêchement', `Prévenez votre établissement, qui avertira le lycée : ${joignable(college)}`],
      ]}
    />
  )
}

/** What counts most of the page, in the language asked for: the interviews to come, the letter, the fiche. */
export function EnUneLangue(props: {
  convocations: readonly EntretienConvoque[]
  now: Date
  langue: Langue
  eleveId: number
  ficheEmise: boolean
}) {
  const { convocations, now, langue, eleveId, ficheEmise } = props
  const coming = convocations.filter((one) => one.rangee.fin > now)
  return (
    <section aria-label="En d’autres langues" className="passpro-carte">
      <Langues path="/mon-espace" langue={langue} />
      {langue !== 'fr' && (
        <DansLaLangue langue={langue}>
          {(catalogue) => (
            <>
              {coming.map(({ rangee, convocation }) => (
                <EntretienTraduit key={rangee.entretienId} {...{ catalogue, convocation }} />
              ))}
              <h2>{catalogue.lettre.titre}</h2>
              <p>{catalogue.lettre.texte}</p>
              {ficheEmise && (
                <>
                  <h2>{catalogue.fiche.titre}</h2>
                  <p>{catalogue.fiche.contenu}</p>
                  <p>{catalogue.fiche.confirmerAvantLaDate}</p>
                </>
              )}
            </>
          )}
        </DansLaLangue>
      )}
      <GuideAImprimer eleveId={eleveId} langue={langue} />
    </section>
  )
}

/** Interviews that are only held: the lycée and the week, and when the rest will be known. */
export function Provisoires({ provisoires }: { provisoires: readonly Provisoire[] }) {
  if (provisoires.length === 0) return null
  return (
    <>
      <h2>{provisoires.length > 1 ? 'Entretiens à venir' : 'Entretien à venir'}</h2>
      <ul>
        {provisoires.map((one) => (
          <li key={one.domaine}>
            {one.domaine} : {provisoireInWords(one)}.
          </li>
        ))}
      </ul>
    </>
  )
}
