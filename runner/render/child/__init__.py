"""What runs in the confined process of one section. Nothing else imports Manim or scenekit."""
