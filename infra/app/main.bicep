// Everything that has to be there before the code: docs/deploy.md says how to deploy it, infra/events what comes after.
targetScope = 'subscription'

@description('Short name of the environment; the names of all resources follow from it.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region of everything that has one.')
param location string

@description('Where ACS keeps its data. Cannot be changed later.')
@allowed(['Africa', 'Asia Pacific', 'Australia', 'Brazil', 'Canada', 'Europe', 'France', 'Germany', 'India', 'Japan', 'Korea', 'Norway', 'Switzerland', 'UAE', 'UK', 'United States'])
param acsDataLocation string = 'Europe'

@description('Name of a Communication Services resource that has numbers, and is in the resource group already. Empty: a new one.')
param acsName string = ''

@description('Node major of the workers. Azure does not check it, so only what is tested is listed.')
@allowed(['22', '24'])
param nodeVersion string = '24'

@description('Instances that stay warm, capacity of the scheduler, three zones. Without it everything scales to zero.')
param production bool = false

@description('Closes storage and scheduler to all but a virtual network of their own.')
param privateNetwork bool = false

@description('Our phone numbers in E.164, separated by commas. Empty until they are bought: the line does not start without.')
param lineNumbers string = ''

@description('Path of the flow in the package.')
param flow string = 'flows/main.yaml'

@description('Path of the file of agents in the package. Empty: the usual one, if it is there.')
param agents string = ''

@description('Beginnings of numbers that may be dialled, separated by commas. Empty: the country codes of our numbers.')
param dialAllow string = ''

@description('Country code that completes a number that an agent keys without one. Empty: that of our first number.')
param dialCountryCode string = ''

@description('Legs that one of our numbers may place at once; 2 unless more were agreed with ACS.')
@minValue(1)
@maxValue(1000)
param outboundLegsPerNumber int = 2

@description('Seconds that a phone which we call may ring.')
@minValue(5)
@maxValue(115)
param outboundRingSeconds int = 45

@description('Seconds that an agent has for themselves after a call.')
@minValue(0)
@maxValue(3600)
param wrapUpSeconds int = 30

@description('How often a caller who asked for it is called back, and the minutes between two tries.')
param callbacks { tries: int, minutes: int } = { tries: 3, minutes: 10 }

@description('How often silent calls are looked for: six NCRONTAB fields.')
param watchdogSchedule string = '*/10 * * * * *'

@description('Days for which Durable keeps the history of a call, 1 to 30.')
param historyDays int = 7

@description('Days for which the tables keep a call, 1 to 3650. 0: for ever.')
param callDays int = 0

@description('Back ends that the flow asks, as JSON: docs/flows.md. Empty: no step may ask one.')
param lookups string = ''

@description('Variables that hold the secrets of these back ends, by their names: references to Key Vault, never the secrets themselves.')
param lookupSecrets object = {}

@description('Public half of the key that seals secret digits, as a JWK: docs/deploy.md says how to read it. Empty: no step may ask for them.')
param digitsKey string = ''

@description('Application (client) id of the app registration that access tokens are for: docs/access.md. Empty: function keys open the API.')
param apiAudience string = ''

@description('Object id of the group of support staff. Empty: nobody reads tables but the app.')
param supportGroupId string = ''

@description('Object id of the group of those who may open sealed digits. Empty: nobody.')
param unsealGroupId string = ''

@description('Object id of a person who debugs the line, with access to its tables and histories. Empty: nobody.')
param developerId string = ''

@description('Who is told by mail of alerts, and of costs. Empty: nobody.')
param alertEmail string = ''

@description('After how many minutes of opening hours without an answered call somebody is told. 0: never.')
@allowed([0, 30, 60, 120, 240])
param quietMinutes int = 0

@description('The hour in UTC at which the line opens.')
@minValue(0)
@maxValue(23)
param opensAtHour int = 8

@description('The hour in UTC at which it closes.')
@minValue(1)
@maxValue(24)
param closesAtHour int = 18

@description('Days on which it is open: 0 is Sunday, 6 Saturday.')
param openDays int[] = [1, 2, 3, 4, 5]

@description('What the environment may cost in a month, in the currency of the subscription. 0: nobody is told.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the month in which costs are first added up.')
param budgetStart string = utcNow('yyyy-MM-01')

// logs and histories of calls: the most that a scheduler of the cheap kind keeps, and the least that Log Analytics does
var retentionDays = 30
var tags = { 'azd-env-name': environmentName }
var token = toLower(uniqueString(subscription().id, environmentName, location))

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-switchboard-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { suffix: token, location: location, tags: tags, retentionDays: retentionDays, publisherPrincipalId: identity.outputs.principalId }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'stswitch${token}'
    location: location
    tags: tags
    overZones: production
    isPublic: !privateNetwork
    appPrincipalId: identity.outputs.principalId
    developerId: developerId
    supportGroupId: supportGroupId
  }
}

module durable 'modules/durable.bicep' = {
  scope: group
  params: {
    name: 'dts-switchboard-${token}'
    location: location
    tags: tags
    dedicated: production
    isPublic: !privateNetwork
    retentionDays: retentionDays
    appPrincipalId: identity.outputs.principalId
    developerId: developerId
  }
}

module telephony 'modules/telephony.bicep' = {
  scope: group
  params: {
    name: empty(acsName) ? 'acs-switchboard-${token}' : acsName
    dataLocation: acsDataLocation
    tags: tags
    appPrincipalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module speech 'modules/speech.bicep' = {
  scope: group
  params: { name: 'ais-switchboard-${token}', location: location, tags: tags, acsPrincipalId: telephony.outputs.principalId }
}

module sealing 'modules/sealing.bicep' = {
  scope: group
  params: {
    name: 'kv-swb-${token}'
    location: location
    tags: tags
    recoverableDays: production ? 90 : 7
    appPrincipalId: identity.outputs.principalId
    unsealGroupId: unsealGroupId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    suffix: token
    location: location
    tags: tags
    storageAccountId: storage.outputs.id
    schedulerId: durable.outputs.id
  }
}

module functions 'modules/functions.bicep' = {
  scope: group
  params: {
    name: 'func-switchboard-${token}'
    location: location
    tags: tags
    nodeVersion: nodeVersion
    warm: production
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    insightsName: monitoring.outputs.insightsName
    subnetId: network.?outputs.appSubnetId ?? ''
    secretSettings: lookupSecrets
    // an empty setting counts as not set: adapters/config.ts then has its default, or says what is missing
    appSettings: {
      ACS_ENDPOINT: telephony.outputs.endpoint
      TABLES_ENDPOINT: storage.outputs.tablesEndpoint
      CALLBACK_AUDIENCE: telephony.outputs.immutableResourceId
      API_ISSUER: empty(apiAudience) ? '' : '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
      API_AUDIENCE: apiAudience
      LINE_NUMBERS: lineNumbers
      FLOW: flow
      AGENTS: agents
      SPEECH_ENDPOINT: speech.outputs.endpoint
      DIAL_ALLOW: dialAllow
      DIAL_COUNTRY_CODE: dialCountryCode
      OUTBOUND_LEGS_PER_NUMBER: string(outboundLegsPerNumber)
      OUTBOUND_RING_SECONDS: string(outboundRingSeconds)
      WRAP_UP_SECONDS: string(wrapUpSeconds)
      CALLBACK_TRIES: string(callbacks.tries)
      CALLBACK_MINUTES: string(callbacks.minutes)
      WATCHDOG_SCHEDULE: watchdogSchedule
      HISTORY_DAYS: string(historyDays)
      RETENTION_DAYS: string(callDays)
      LOOKUPS: lookups
      DIGITS_KEY: digitsKey
      TASKHUB_NAME: durable.outputs.taskHub
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${durable.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.clientId}'
    }
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    suffix: token
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
    quietMinutes: quietMinutes
    opensAtHour: opensAtHour
    closesAtHour: closesAtHour
    openDays: openDays
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0 && !empty(alertEmail)) {
  scope: group
  params: { amount: max(monthlyBudget, 1), startDate: budgetStart, email: alertEmail }
}

@description('Resource group of the environment; infra/events is deployed into it.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the Communication Services resource: numbers are bought for it.')
output ACS_NAME string = telephony.outputs.name

@description('Name of the function app.')
output FUNCTION_APP_NAME string = functions.outputs.name

@description('Where the line answers HTTP.')
output LINE_URL string = 'https://${functions.outputs.hostName}'

@description('Name of the storage account of tables and dead letters.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('Name of the container for events that could not be delivered.')
output DEAD_LETTER_CONTAINER string = storage.outputs.deadLetterContainer

@description('Name of the group that alerts are sent to.')
output ACTION_GROUP_NAME string = alerts.outputs.actionGroupName

@description('Id of the key that seals secret digits.')
output DIGITS_KEY_ID string = sealing.outputs.keyId
