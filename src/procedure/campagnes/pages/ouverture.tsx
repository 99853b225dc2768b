import { dayInWords } from '#src/kit/day.ts'
import { openCompleteCampagne } from '#src/procedure/campagnes/acts/ouverture.ts'
import { readOuverture, type ControleOuverture } from '#src/procedure/campagnes/reads/ouverture.ts'
import type { LigneOuverture } from '#src/procedure/campagnes/rules/ouverture.ts'
import { LIBELLE_POINT, LIEU_DU_POINT } from '#src/procedure/campagnes/texts/ouverture.ts'
import { sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Progress } from '#src/web/components/progress.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page, redirect } from '#src/web/page.ts'

const PATH = '/campagne/ouverture'

export const ouverture = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'campagne.ouvrir',
    handler: async ({ tx, campagne }) =>
      html(<Ouverture controle={await readOuverture(tx, campagne.id)} refus={null} />),
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'campagne.ouvrir',
    handler: async ({ tx, campagne }) => {
      const opened = await openCompleteCampagne(tx, campagne.id)
      if (opened.ok) return redirect('/campagne', 'La campagne est ouverte. Son règlement est figé.')
      const controle = await readOuverture(tx, campagne.id)
      return html(<Ouverture controle={controle} refus={sentenceCampagne(opened.refus)} />, 422)
    },
  }),
]

/** Names shown of what is missing; the rest is counted. */
const SHOWN = 6

function Ouverture({ controle, refus }: { controle: ControleOuverture; refus: string | null }) {
  const { campagne, lignes, fichesLe, derniereFiche } = controle
  const ready = lignes.filter((ligne) => ligne.pret).length
  return (
    <Frame title={`Ouvrir la campagne ${campagne.dispositif} ${campagne.annee}`}>
      {refus !== null && (
        <Alert kind="error" title="La campagne n’est pas ouverte">
          {refus}
        </Alert>
      )}
      <Progress label="Points en ordre" done={ready} total={lignes.length} />
      <div className="passpro-multiligne">
        <Table
          caption="Ce qu’il faut avant d’ouvrir"
          rows={lignes}
          rowKey={(ligne) => ligne.point}
          columns={[
            { title: 'Point', heading: true, cell: (ligne) => LIBELLE_POINT[ligne.point] },
            {
              title: 'État',
              cell: (ligne) => (ligne.pret ? <Badge kind="success">En ordre</Badge> : <Badge>À faire</Badge>),
            },
            { title: 'Ce qui manque', cell: (ligne) => <Manque ligne={ligne} /> },
          ]}
        />
      </div>
      <p>
        Les fiches peuvent partir le {dayInWords(fichesLe)} ; pour laisser dix jours de classe aux familles,
        elles doivent partir au plus tard le {dayInWords(derniereFiche)}.
      </p>
      {campagne.ouverte ? (
        <p>Cette campagne est ouverte.</p>
      ) : (
        <ActionButton action={PATH} kind="primary">
          Ouvrir la campagne
        </ActionButton>
      )}
    </Frame>
  )
}

function Manque({ ligne: { point, pret, manque } }: { ligne: LigneOuverture }) {
  if (pret) return '–'
  const { href, dit } = LIEU_DU_POINT[point]
  const rest = manque.length - SHOWN
  return (
    <>
      {manque.slice(0, SHOWN).join(', ')}
      {rest > 0 && ` et ${rest} autres`}
      {manque.length > 0 && '. '}
      <a href={href}>{dit}</a>
    </>
  )
}
