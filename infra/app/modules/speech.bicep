@description('Name of the AI services account; its own part of the address as well.')
param name string

@description('Region of the account.')
param location string

@description('Tags of every resource.')
param tags object

@description('Principal id of Communication Services, which has the prompts spoken.')
param acsPrincipalId string

var roles = loadJsonContent('../../roles.json')
var user = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Cognitive Services User'])

resource speech 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    customSubDomainName: name // without it no identity is taken, only keys
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource acsRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(speech.id, acsPrincipalId, user)
  scope: speech
  properties: {
    principalId: acsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: user
  }
}

@description('Where prompts become speech.')
output endpoint string = speech.properties.endpoint
