/** What claims are read as, what the directory fills in, and which of them are refused. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CLAIM_NAMES, type ClaimName, type ClaimNames, staffOf } from '../../src/auth/claims.ts'
import { gavleborg } from '../../src/directory/region.ts'
import { syntheticDirectory } from '../../src/directory/synthetic.ts'
import { syntheticCare } from '../../src/directory/syntheticFile.ts'
import { formatDay } from '../../src/domain/kernel/day.ts'
import { parseHsaId } from '../../src/domain/kernel/hsaId.ts'

const principal = parseHsaId('SE2321000198-1000') ?? assert.fail()
const directory = syntheticDirectory(gavleborg(), syntheticCare())
const read = (claims: object, names: ClaimNames = CLAIM_NAMES) =>
  staffOf(claims as Record<string, unknown>, names, { directory, principal })

const COMMISSION = {
  commissionHsaId: 'SE-9-M',
  commissionPurpose: 'Vård och behandling',
  healthCareUnitHsaId: 'SE2321000198-A1',
  healthCareProviderHsaId: 'SE2321000198-A',
}
const STRANGER = {
  employeeHsaId: 'SE-9',
  name: 'Nova Ny',
  systemRoles: ['EFK;Användare'],
  allCommissions: [COMMISSION],
}

const accepted = (claims: object, names?: ClaimNames) => {
  const staff = read(claims, names)
  return staff.ok ? staff.value : assert.fail(JSON.stringify(staff.refusal))
}

describe('claims', () => {
  test('alone are enough, and names come from the directory where they are not told', () => {
    const { employee, name, roles, assignments } = accepted(STRANGER)
    assert.deepEqual([employee, name, [...roles]], ['SE-9', 'Nova Ny', ['user']])
    assert.deepEqual(assignments, [
      {
        id: 'SE-9-M',
        principal: 'SE2321000198-1000',
        provider: 'SE2321000198-A',
        providerName: 'Region Gävleborg, primärvården',
        unit: 'SE2321000198-A1',
        unitName: 'Hälsocentralen Bomhus',
        purpose: 'Vård och behandling',
        validFrom: Number.NEGATIVE_INFINITY,
        validThrough: null,
      },
    ])
  })

  test('that tell only who it is are filled in by the directory', () => {
    const rut = accepted({ employeeHsaId: 'se2321000198-e001' })
    assert.deepEqual(rut, directory.staff(rut.employee))
  })

  test('go before the directory where they tell something, and leave it the days they do not tell', () => {
    const told = {
      commissionHsaId: 'SE2321000198-M007',
      commissionPurpose: 'Administration',
      healthCareUnitName: 'Annat',
    }
    const [one] = accepted({ employeeHsaId: 'SE2321000198-E006', allCommissions: [told] }).assignments
    assert.ok(one)
    assert.deepEqual([one.purpose, one.unitName, one.unit], ['Administration', 'Annat', 'SE2321000198-A1'])
    assert.deepEqual(
      [formatDay(one.validFrom), one.validThrough && formatDay(one.validThrough)],
      ['2025-06-01', '2025-08-31'],
    )
  })

  test('tell days with or without a time', () => {
    const told = { ...COMMISSION, commissionStartDate: '2025-01-01T00:00:00', commissionEndDate: '2025-12-31' }
    const [one] = accepted({ ...STRANGER, allCommissions: [told] }).assignments
    assert.ok(one)
    assert.deepEqual(
      [formatDay(one.validFrom), one.validThrough && formatDay(one.validThrough)],
      ['2025-01-01', '2025-12-31'],
    )
  })

  test('of roles: others than ours are passed over, one may stand alone, none is none', () => {
    const rolesOf = (systemRoles: unknown) => [...accepted({ ...STRANGER, systemRoles }).roles]
    assert.deepEqual(rolesOf(['X;Läkare', 'EFK;Superanvändare', 'EFK;Användare']), ['support', 'user'])
    assert.deepEqual(rolesOf('EFK;BegränsadAnvändare'), ['limited'])
    assert.deepEqual(rolesOf(['toString', '__proto__', 'efk;användare']), [])
    assert.deepEqual(rolesOf([]), [])
    assert.deepEqual(rolesOf(undefined), [])
  })

  test('of assignments may come as a text of JSON, and one told twice is one', () => {
    const allCommissions = JSON.stringify([COMMISSION, COMMISSION])
    assert.deepEqual(
      accepted({ ...STRANGER, allCommissions }).assignments.map(({ id }) => id),
      ['SE-9-M'],
    )
    assert.deepEqual(accepted({ ...STRANGER, allCommissions: [] }).assignments, [])
  })

  test('are called as the settings say', () => {
    const names = { ...CLAIM_NAMES, employee: 'hsaid', roles: 'r' }
    const { employeeHsaId: _, systemRoles: __, ...rest } = STRANGER
    assert.deepEqual([...accepted({ ...rest, hsaid: 'SE-9', r: 'EFK;Administratör' }, names).roles], ['administrator'])
  })

  const commission = (told: object) => ({ ...STRANGER, allCommissions: [{ ...COMMISSION, ...told }] })
  const REFUSED: readonly (readonly [string, object, ClaimName, 'missing' | 'malformed'])[] = [
    ['no employee', { ...STRANGER, employeeHsaId: undefined }, 'employee', 'missing'],
    ['an empty employee', { ...STRANGER, employeeHsaId: '  ' }, 'employee', 'missing'],
    ['an employee that is no HSA-id', { ...STRANGER, employeeHsaId: 'a b' }, 'employee', 'malformed'],
    ['several employees', { ...STRANGER, employeeHsaId: ['SE-1', 'SE-2'] }, 'employee', 'malformed'],
    ['a nameless one', { ...STRANGER, name: '' }, 'name', 'missing'],
    ['a name with control characters', { ...STRANGER, name: 'Nova\nNy' }, 'name', 'malformed'],
    ['a name without end', { ...STRANGER, name: 'x'.repeat(201) }, 'name', 'malformed'],
    ['roles that are no list', { ...STRANGER, systemRoles: {} }, 'roles', 'malformed'],
    ['roles that are no texts', { ...STRANGER, systemRoles: ['EFK;Användare', 1] }, 'roles', 'malformed'],
    ['assignments that are no list', { ...STRANGER, allCommissions: {} }, 'assignments', 'malformed'],
    ['assignments in a broken text', { ...STRANGER, allCommissions: '[{' }, 'assignments', 'malformed'],
    ['an assignment that is no object', { ...STRANGER, allCommissions: ['SE-9-M'] }, 'assignments', 'malformed'],
    ['an assignment without id', commission({ commissionHsaId: null }), 'assignment.id', 'missing'],
    ['an assignment without unit', commission({ healthCareUnitHsaId: undefined }), 'assignment.unit', 'missing'],
    ['an assignment without provider', commission({ healthCareProviderHsaId: '' }), 'assignment.provider', 'missing'],
    ['an assignment without purpose', commission({ commissionPurpose: null }), 'assignment.purpose', 'missing'],
    ['a unit that is no HSA-id', commission({ healthCareUnitHsaId: 'a b' }), 'assignment.unit', 'malformed'],
    ['a day that is none', commission({ commissionEndDate: '2025-02-30' }), 'assignment.through', 'malformed'],
    ['a day in another form', commission({ commissionStartDate: '1 juni' }), 'assignment.from', 'malformed'],
  ]
  for (const [name, claims, claim, fault] of REFUSED)
    test(`with ${name} are refused`, () => assert.deepEqual(read(claims), { ok: false, refusal: { claim, fault } }))
})
