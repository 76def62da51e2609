@description('Name of the vault.')
@maxLength(24)
param name string

@description('Region of the vault.')
param location string

@description('Tags of every resource.')
param tags object

@description('How many days a deleted vault can be brought back. Nobody can delete it for good before.')
@minValue(7)
@maxValue(90)
param recoverableDays int

@description('Principal id of the identity that the app runs as.')
param appPrincipalId string

@description('Object id of the group of those who may open sealed digits. Empty: nobody.')
param unsealGroupId string

@description('Resource id of the workspace that is told who used the key.')
param workspaceId string

var groupId = resourceGroup().id
var roles = loadJsonContent('../../roles.json')
var cryptoUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Key Vault Crypto User'])

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: recoverableDays
    enablePurgeProtection: true // who could delete the key could delete all that was sealed with it
    publicNetworkAccess: 'Enabled'
  }
}

// The private half never leaves the vault. The app seals with the public half; what it wraps is unwrapped here.
resource key 'Microsoft.KeyVault/vaults/keys@2025-05-01' = {
  parent: vault
  name: 'digits'
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
  }
}

// No built-in role reads a key and does nothing else with it.
resource publicHalfReader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(groupId, 'public half of the sealing key')
  properties: {
    roleName: 'Switchboard key reader (${name})'
    description: 'Reads the public half of a key; opens nothing.'
    type: 'CustomRole'
    permissions: [{ dataActions: ['Microsoft.KeyVault/vaults/keys/read'] }]
    assignableScopes: [groupId]
  }
}

resource appRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(key.id, appPrincipalId, publicHalfReader.id)
  scope: key
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: publicHalfReader.id
  }
}

resource unsealRight 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(unsealGroupId)) {
  name: guid(key.id, unsealGroupId, cryptoUser)
  scope: key
  properties: {
    principalId: unsealGroupId
    principalType: 'Group'
    roleDefinitionId: cryptoUser
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-the-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

@description('Id of the key, with its version.')
output keyId string = key.properties.keyUriWithVersion
