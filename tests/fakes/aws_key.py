"""The one key that all fakes of Amazon's services accept, as one account has one."""

KEY_ID, SECRET, REGION = "AKIDPODREELTEST", "test-secret-of-forty-characters-in-length", "eu-west-3"
