// Answers questions of `sandbox iam decide` (JSON lines) with @cloud-copilot/iam-simulate: one verdict a line.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const home = createRequire(pathToFileURL(`${process.argv[2]}/package.json`))
const { anonymousPrincipal, runSimulation } = home('@cloud-copilot/iam-simulate')

const DECISIONS = { Allowed: 'allow', ExplicitlyDenied: 'explicit_deny', ImplicitlyDenied: 'implicit_deny' }
const named = (documents, kind) => (documents ?? []).map((policy, n) => ({ name: `${kind}${n}`, policy }))
const levels = (nodes, kind) =>
  (nodes ?? []).map((documents, n) => ({ orgIdentifier: `${kind}${n}`, policies: named(documents, `${kind}${n}-`) }))
const some = (list) => (list.length > 0 ? list : undefined)

function simulation(question) {
  return {
    request: {
      principal: question.principal ?? anonymousPrincipal,
      action: question.action,
      resource: { resource: question.resource, accountId: question.resource_account },
      contextVariables: question.context
    },
    sessionPolicy: question.session,
    identityPolicies: named(question.identity, 'identity'),
    serviceControlPolicies: question.principal_in_management_account ? [] : levels(question.scps, 'scp'),
    resourceControlPolicies: question.resource_in_management_account ? [] : levels(question.rcps, 'rcp'),
    resourcePolicy: question.resource_policy,
    permissionBoundaryPolicies: some(named(question.boundaries, 'boundary')),
    vpcEndpointPolicies: some(named(question.endpoint, 'endpoint'))
  }
}

async function answer(line) {
  try {
    const said = await runSimulation(simulation(JSON.parse(line)), {})
    if (said.resultType === 'error') return { refused: said.errors }
    return { decision: DECISIONS[said.overallResult] }
  } catch (error) {
    return { failed: String(error) }
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(await answer(line))}\n`)
}
