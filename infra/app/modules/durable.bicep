@description('Name of the scheduler.')
param name string

@description('Region of the scheduler.')
param location string

@description('Tags of every resource.')
param tags object

@description('Buys capacity of our own instead of paying by the action: no limit of 500 actions a second.')
param dedicated bool

@description('Whether the scheduler can be reached from outside the virtual network.')
param isPublic bool

@description('How many days the history of a call is kept after its end: it holds numbers.')
@minValue(1)
@maxValue(30)
param retentionDays int

@description('Principal id of the identity that the app runs as.')
param appPrincipalId string

@description('Object id of a person who may look at the dashboard. Empty: nobody.')
param developerId string

var roles = loadJsonContent('../../roles.json')
var contributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Durable Task Data Contributor'])

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: ['0.0.0.0/0'] // an empty list refuses everyone; who may do what is decided by roles
    sku: dedicated ? { name: 'Dedicated', capacity: 1 } : { name: 'Consumption' }
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: 'calls'
}

resource retention 'Microsoft.DurableTask/schedulers/retentionPolicies@2026-02-01' = {
  parent: scheduler
  name: 'default'
  properties: {
    retentionPolicies: [{ retentionPeriodInDays: retentionDays }]
  }
}

resource appRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hub.id, appPrincipalId, contributor)
  scope: hub
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: contributor
  }
}

resource developerRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(developerId)) {
  name: guid(hub.id, developerId, contributor)
  scope: hub
  properties: {
    principalId: developerId
    roleDefinitionId: contributor
  }
}

@description('Resource id of the scheduler.')
output id string = scheduler.id

@description('Where the scheduler is.')
output endpoint string = scheduler.properties.endpoint

@description('Name of the task hub.')
output taskHub string = hub.name
