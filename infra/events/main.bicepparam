using 'main.bicep'

// The outputs of infra/app, as azd hands them on; with plain az they are exported by hand (docs/deploy.md).
param acsName = readEnvironmentVariable('ACS_NAME')
param functionAppName = readEnvironmentVariable('FUNCTION_APP_NAME')
param storageAccountName = readEnvironmentVariable('STORAGE_ACCOUNT_NAME')
param deadLetterContainer = readEnvironmentVariable('DEAD_LETTER_CONTAINER')
param actionGroupName = readEnvironmentVariable('ACTION_GROUP_NAME')
param phoneNumbers = split(readEnvironmentVariable('LINE_NUMBERS'), ',')
