#!/usr/bin/env bash
# The app registration that access tokens of the APIs are issued for (docs/access.md). Needs the Azure CLI 2.68 or newer, signed in as
# somebody who may register applications. Running it again changes nothing but what was changed here.
#
#   infra/scripts/app-registration.sh [name]                          makes it, and prints what to set
#   infra/scripts/app-registration.sh [name] assign <role> <who>      gives a role to a user, a group or a program: its object id
set -euo pipefail

name="${1:-Switchboard}"
graph='https://graph.microsoft.com/v1.0'
json='Content-Type=application/json'
scope='5b0a6d0e-7f0b-4c55-9a53-0d1f6a1c2e01'
azure_cli='04b07795-8ddb-461a-bbee-02f9e1bf7b46' # the Azure CLI's own id, the same in every tenant

roles='[
  {
    "id": "5b0a6d0e-7f0b-4c55-9a53-0d1f6a1c2e11", "value": "calls.read", "displayName": "Read calls and agents",
    "description": "Lists, searches and reads calls, numbers masked; sees the agents.",
    "allowedMemberTypes": ["User", "Application"], "isEnabled": true
  },
  {
    "id": "5b0a6d0e-7f0b-4c55-9a53-0d1f6a1c2e12", "value": "calls.read.numbers", "displayName": "Read full numbers",
    "description": "Reads the phone numbers of a call in full.",
    "allowedMemberTypes": ["User", "Application"], "isEnabled": true
  },
  {
    "id": "5b0a6d0e-7f0b-4c55-9a53-0d1f6a1c2e13", "value": "calls.start", "displayName": "Place calls",
    "description": "Has the line call a number. Calls cost money.",
    "allowedMemberTypes": ["User", "Application"], "isEnabled": true
  },
  {
    "id": "5b0a6d0e-7f0b-4c55-9a53-0d1f6a1c2e15", "value": "calls.forget", "displayName": "Forget callers",
    "description": "Removes all that is kept of the calls of a number, for good.",
    "allowedMemberTypes": ["User", "Application"], "isEnabled": true
  },
  {
    "id": "5b0a6d0e-7f0b-4c55-9a53-0d1f6a1c2e14", "value": "agents.write", "displayName": "Set agents",
    "description": "Makes agents available or away.",
    "allowedMemberTypes": ["User", "Application"], "isEnabled": true
  },
  {
    "id": "5b0a6d0e-7f0b-4c55-9a53-0d1f6a1c2e16", "value": "line.write", "displayName": "Switch the line",
    "description": "Has new calls hear a message, go to a number, or be rejected.",
    "allowedMemberTypes": ["User", "Application"], "isEnabled": true
  },
  {
    "id": "5b0a6d0e-7f0b-4c55-9a53-0d1f6a1c2e17", "value": "flows.write", "displayName": "Publish flows",
    "description": "Changes what callers hear: publishes flows, and goes back to earlier ones.",
    "allowedMemberTypes": ["User", "Application"], "isEnabled": true
  }
]'

app=$(az ad app list --filter "displayName eq '$name'" --query '[0].appId' --output tsv)

if [ "${2:-}" = assign ]; then
  principal=$(az ad sp show --id "$app" --query id --output tsv)
  role=$(az ad sp show --id "$app" --query "appRoles[?value=='$3'].id | [0]" --output tsv)
  az rest --method POST --url "$graph/servicePrincipals/$principal/appRoleAssignedTo" --headers "$json" --output none \
    --body "{\"principalId\": \"$4\", \"resourceId\": \"$principal\", \"appRoleId\": \"$role\"}"
  exit
fi

if [ -z "$app" ]; then
  # version 2: the issuer ends in /v2.0, and the audience is the id of this registration
  app=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --requested-access-token-version 2 \
    --app-roles "$roles" --query appId --output tsv)
else
  az ad app update --id "$app" --requested-access-token-version 2 --app-roles "$roles"
fi
az ad app update --id "$app" --identifier-uris "api://$app"

# A user's token is issued for a scope, whatever their roles; the Azure CLI may ask for it without a question to the user. In two steps,
# as only a scope that is there can be allowed; each says everything, as a PATCH replaces all of "api".
patch_api() {
  az rest --method PATCH --url "$graph/applications(appId='$app')" --headers "$json" --body '{"api": {
    "requestedAccessTokenVersion": 2,
    "oauth2PermissionScopes": [{
      "id": "'"$scope"'", "value": "access", "type": "User", "isEnabled": true,
      "adminConsentDisplayName": "Call the line", "adminConsentDescription": "Calls the APIs of the line as the signed-in user.",
      "userConsentDisplayName": "Call the line", "userConsentDescription": "Calls the APIs of the line as you."
    }],
    "preAuthorizedApplications": '"$1"'
  }}'
}
patch_api '[]'
patch_api '[{"appId": "'"$azure_cli"'", "delegatedPermissionIds": ["'"$scope"'"]}]'

# Tokens are issued to nobody but those who have a role.
az ad sp show --id "$app" --output none 2>/dev/null || az ad sp create --id "$app" --output none
az ad sp update --id "$app" --set appRoleAssignmentRequired=true

echo "API_ISSUER=https://login.microsoftonline.com/$(az account show --query tenantId --output tsv)/v2.0"
echo "API_AUDIENCE=$app"
