// Evaluates requests of `sandbox iam decide` (JSON lines) with @cloud-copilot/iam-simulate: one verdict a line.
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

function simulation(request) {
  return {
    request: {
      principal: request.principal ?? anonymousPrincipal,
      action: request.action,
      resource: { resource: request.resource, accountId: request.resource_account },
      contextVariables: request.context
    },
    sessionPolicy: request.session,
    identityPolicies: named(request.identity, 'identity'),
    serviceControlPolicies: request.principal_in_management_account ? [] : levels(request.scps, 'scp'),
    resourceControlPolicies: request.resource_in_management_account ? [] : levels(request.rcps, 'rcp'),
    resourcePolicy: request.resource_policy,
    permissionBoundaryPolicies: some(named(request.boundaries, 'boundary')),
    vpcEndpointPolicies: some(named(request.endpoint, 'endpoint'))
  }
}

async function verdict(line) {
  try {
    const result = await runSimulation(simulation(JSON.parse(line)), {})
    if (result.resultType === 'error') return { refused: result.errors }
    return { decision: DECISIONS[result.overallResult] }
  } catch (error) {
    return { failed: String(error) }
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(await verdict(line))}\n`)
}
