import { expect, test } from 'vitest'
import { disponibilite, fixe, instance, requete, span } from '#src/planning/examples.ts'
import { isHopeless } from '#src/planning/mending/hopeless.ts'
import { openBoard } from '#src/planning/mending/open-board.ts'
import { Work } from '#src/planning/mending/work.ts'

const late = { debut: '14:00', disponibilite: 'd2' }
const gone = requete({ id: 'gone' })
const other = requete({ id: 'other', duree: 30 })
const asked = instance({
  disponibilites: [
    disponibilite(),
    disponibilite({ id: 'd2', ...span('14:00', '14:40'), intervenants: ['p2'] }),
  ],
  requetes: [],
  fixes: [fixe(gone, { debut: '09:00', disponibilite: 'd1' }), fixe(other, late)],
})

/** Whether the first interview has any hope once its lycée is closed in the morning. */
function hopeless(pinned: { epingle?: boolean }): boolean {
  const [first, second] = asked.fixes
  const open = openBoard({ ...asked, fixes: [first!, { ...second!, ...pinned }] })
  const work = new Work(open, undefined)
  work.close(open.shiftsOf.get('d1') ?? [], span('08:00', '12:00'))
  return isHopeless(work, open.items.get('gone') ?? -1)
}

test('an interview has a hope as long as whoever is in its way may make way', () => {
  expect(hopeless({})).toBe(false)
  expect(hopeless({ epingle: true })).toBe(true)
})
