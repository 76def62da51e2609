@description('End of every name.')
param suffix string

@description('Region of the rules.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the workspace that is asked.')
param workspaceId string

@description('Who is told by mail. Empty: the alerts are seen in the portal only.')
param email string

@description('After how many minutes of opening hours without an answered call somebody is told. 0: never.')
@allowed([0, 30, 60, 120, 240])
param quietMinutes int

@description('The hour in UTC at which the line opens, 0 to 23.')
param opensAtHour int

@description('The hour in UTC at which it closes, 1 to 24.')
param closesAtHour int

@description('Days on which it is open: 0 is Sunday, 6 Saturday.')
param openDays int[]

// A line of our log is one JSON object; adapters/log.ts writes it. What queries name is in infra/telemetry-names.json as
// well, which `npm run infra:check` compares with the code.
var logLines = 'AppTraces | where Message startswith "{" | extend line = parse_json(Message) | extend event = tostring(line.event)'
var isOpen = 'hourofday(now()) >= ${opensAtHour} and hourofday(now()) < ${closesAtHour} and toint(dayofweek(now()) / 1d) in (${join(map(openDays, day => string(day)), ', ')})'
var runbook = 'What to do: docs/deploy.md, "Alerts".'

// Each rule fires when its query gives more than `rows` rows.
var rules = [
  {
    name: 'acs-refuses'
    title: 'ACS refuses what the line asks of it. ${runbook}'
    severity: 1
    minutes: 5
    rows: 5
    // 404: the caller hung up while the request was on its way
    query: 'ACSCallAutomationIncomingOperations | where ResultSignature >= 400 and ResultSignature != 404'
  }
  {
    name: 'callbacks-fail'
    title: 'The line answers callbacks of ACS with 5xx: calls do not hear what happened. ${runbook}'
    severity: 1
    minutes: 5
    rows: 0
    query: 'AppRequests | where Url matches regex "/api/calls/[^/]+/(events|sealed)" and toint(ResultCode) >= 500'
  }
  {
    name: 'not-started'
    title: 'The line does not start. ${runbook}'
    severity: 0
    minutes: 5
    rows: 0
    query: '${logLines} | where event == "not-started"'
  }
  {
    name: 'rings-in-vain'
    title: 'Phones ring and no call is answered. ${runbook}'
    severity: 0
    minutes: 15
    rows: 0
    query: '${logLines} | summarize rang = countif(event == "rings"), connected = countif(event == "callback" and line.types has "CallConnected") | where rang >= 3 and connected == 0'
  }
  {
    name: 'outcome-not-written'
    title: 'The last rows of a call found no table. ${runbook}'
    severity: 2
    minutes: 5
    rows: 0
    query: '${logLines} | where event == "outcome-not-written"'
  }
  {
    name: 'tables-unreachable'
    title: 'The tables are away: callers are served, rows wait, no agent can be looked for. ${runbook}'
    severity: 1
    minutes: 5
    rows: 2
    query: '${logLines} | where event == "tables-unreachable"'
  }
  {
    name: 'calls-fall-silent'
    title: 'The watchdog looks at many calls: callbacks do not arrive. ${runbook}'
    severity: 1
    minutes: 15
    rows: 4
    query: '${logLines} | where event == "silent-call" and line.level == "warn" | distinct callId = tostring(line.callId)'
  }
  {
    name: 'flow-not-usable'
    title: 'Callers do not hear the flow that is current: the line cannot run it. ${runbook}'
    severity: 1
    minutes: 5
    rows: 0
    // without a version the tables are away, which has a rule of its own
    query: '${logLines} | where event == "flow-not-usable" and isnotempty(line.version)'
  }
  {
    name: 'line-malformed'
    title: 'The line was switched by a row that cannot be read: the flow serves callers. ${runbook}'
    severity: 1
    minutes: 5
    rows: 0
    query: '${logLines} | where event == "line-malformed"'
  }
]

// In opening hours only, so it is one more rule, and only where somebody asked for it.
var quietRule = {
  name: 'no-call-answered'
  title: 'The line is open and has answered no call for ${quietMinutes} minutes. ${runbook}'
  severity: 2
  minutes: quietMinutes
  rows: 0
  query: '${logLines} | summarize connected = countif(event == "callback" and line.types has "CallConnected") | where connected == 0 and ${isOpen}'
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-switchboard-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'switchboard'
    enabled: true
    emailReceivers: empty(email) ? [] : [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in (quietMinutes > 0 ? concat(rules, [quietRule]) : rules): {
  name: '${rule.name}-${suffix}'
  location: location
  tags: tags
  properties: {
    displayName: rule.name
    description: rule.title
    severity: rule.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT${rule.minutes}M'
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: rule.rows
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    skipQueryValidation: true // a table exists from its first row on
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}]

@description('Name of the group that alerts are sent to.')
output actionGroupName string = people.name
