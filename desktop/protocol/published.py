"""What the published Cotter service and its SDKs have fixed for good (cotter-api 1.1, 3.2, 7.2)."""

ISSUER = "https://www.cotter.app"
IDENTITY_KEY = "qqOaiQGjGsxBMgI5rdAasaACRiJthOqadmefjY5mS/c="
TOKEN_KEY_ID = "SPACE_JWT_PUBLIC:8028AAA3-EC2D-4BAA-BE7A-7C8359CCB9F9"
HOSTED_PAGE_HOST = "js.cotter.app"
API_PATH = "/api/v0"
