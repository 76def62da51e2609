using 'main.bicep'

// The line that people call: one instance of each kind stays warm, the scheduler has capacity of its own, three zones.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'switchboard-prod')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param production = true
param privateNetwork = readEnvironmentVariable('PRIVATE_NETWORK', 'false') == 'true'

param acsName = readEnvironmentVariable('ACS_EXISTING_NAME', '')
param lineNumbers = readEnvironmentVariable('LINE_NUMBERS', '')
param dialAllow = readEnvironmentVariable('DIAL_ALLOW', '')
param digitsKey = readEnvironmentVariable('DIGITS_KEY', '')
param lookups = readEnvironmentVariable('LOOKUPS', '')
param apiAudience = readEnvironmentVariable('API_AUDIENCE', '')
param supportGroupId = readEnvironmentVariable('SUPPORT_GROUP_ID', '')
param unsealGroupId = readEnvironmentVariable('UNSEAL_GROUP_ID', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param quietMinutes = 60
param monthlyBudget = 500
