"""Sites that nobody wrote a publisher's file for: any news site by its address alone."""
