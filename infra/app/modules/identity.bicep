@description('Name of the identity that the function app runs as.')
param name string

@description('Region of the identity.')
param location string

@description('Tags of every resource.')
param tags object

// Not the app's own: this one exists before the app does, so that every role is granted when the app first starts, and it
// keeps its roles when the app is made anew.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id of the identity.')
output id string = identity.id

@description('By this id the libraries of the app find the identity.')
output clientId string = identity.properties.clientId

@description('To this id roles are granted.')
output principalId string = identity.properties.principalId
