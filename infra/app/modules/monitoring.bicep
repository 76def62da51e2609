@description('End of every name.')
param suffix string

@description('Region of the resources.')
param location string

@description('Tags of every resource.')
param tags object

@description('How many days logs are kept.')
param retentionDays int

@description('Who may send telemetry: there is no key that would do.')
param publisherPrincipalId string

var roles = loadJsonContent('../../roles.json')
var publisher = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Monitoring Metrics Publisher'])

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-switchboard-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-switchboard-${suffix}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, publisherPrincipalId, publisher)
  scope: insights
  properties: {
    principalId: publisherPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: publisher
  }
}

@description('Resource id of the workspace that all logs end up in.')
output workspaceId string = workspace.id

@description('Name of the Application Insights resource.')
output insightsName string = insights.name
