@description('Name of the Communication Services resource.')
param name string

@description('Where its data is kept. Cannot be changed later.')
param dataLocation string

@description('Tags of every resource.')
param tags object

@description('Principal id of the identity that the app runs as.')
param appPrincipalId string

@description('Resource id of the workspace that takes its logs.')
param workspaceId string

var roles = loadJsonContent('../../roles.json')
var owner = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Communication and Email Service Owner'])

resource acs 'Microsoft.Communication/communicationServices@2026-03-18' = {
  name: name
  location: 'global'
  tags: tags
  identity: { type: 'SystemAssigned' } // as itself it asks for spoken words
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
  }
}

// the only built-in role that may answer calls; on this resource alone
resource appRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(acs.id, appPrincipalId, owner)
  scope: acs
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: owner
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-the-workspace'
  scope: acs
  properties: {
    workspaceId: workspaceId
    logs: [for category in ['CallAutomationOperational', 'CallAutomationMediaSummary', 'CallSummary', 'CallDiagnostics', 'AuthOperational']: {
      category: category
      enabled: true
    }]
  }
}

@description('Name of the resource.')
output name string = acs.name

@description('Where the line sends its requests.')
output endpoint string = 'https://${acs.properties.hostName}'

@description('For this id the tokens of callbacks are issued.')
output immutableResourceId string = acs.properties.immutableResourceId

@description('Principal id of its own identity.')
output principalId string = acs.identity.principalId
